import { html } from '../vendor.js';
import { DURATIONS } from './roles.js';

const LONGEST_REASON = 250;

/** A field of a form: its `content`, and the `value` that was entered. */
export function reasonField() {
  let value = '';
  return {
    get value() {
      return value.trim() || undefined;
    },
    content: html`<label class="field">Reason <small>optional</small><input type="text" maxlength=${LONGEST_REASON} @input=${event => (value = event.target.value)}></label>`,
  };
}

/** For how many seconds; `undefined` for good. */
export function durationChoice() {
  let chosen = DURATIONS.length - 1;
  return {
    get value() {
      return DURATIONS[chosen][1];
    },
    content: html`<label class="field">For how long<select @change=${event => (chosen = event.target.selectedIndex)}>
      ${DURATIONS.map(([text], at) => html`<option ?selected=${at === chosen}>${text}</option>`)}</select></label>`,
  };
}

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

/** Whether a ban is also for the guest's addresses. */
export function addressChoice() {
  let chosen = false;
  return {
    get value() {
      return chosen || undefined;
    },
    content: html`<label class="check"><input type="checkbox" @change=${event => (chosen = event.target.checked)}> <span>Also ban its address <small>Other guests from there cannot enter either</small></span></label>`,
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

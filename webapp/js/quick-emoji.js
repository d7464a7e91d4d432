import { openPopover } from './popover.js';
import { html } from './vendor.js';

/** What people answer with most. */
export const QUICK = [['👍', 'thumbs up'], ['❤️', 'red heart'], ['😂', 'face with tears of joy'], ['🎉', 'party popper'], ['👀', 'eyes'], ['✅', 'check mark']];

/** The row of them, as buttons. */
export const quickRow = choose => html`<div class="quick">${QUICK.map(([emoji, name]) => html`<button type="button" class="qe" aria-label=${name} title=${name}
  @click=${() => choose(emoji)}>${emoji}</button>`)}</div>`;

/** Asks for an emoji; `undefined` when none was chosen. */
export async function pickEmoji(anchor) {
  let chosen;
  const popover = openPopover(anchor, quickRow(emoji => {
    chosen = emoji;
    popover.close();
  }), { kind: 'emoji', label: 'Emoji' });
  popover.element.querySelector('button').focus();
  await popover.closed;
  return chosen;
}

import { html } from '../vendor.js';

/** What people answer with most. */
const QUICK = [['👍', 'thumbs up'], ['❤️', 'red heart'], ['😂', 'face with tears of joy'], ['🎉', 'party popper'], ['👀', 'eyes'], ['✅', 'check mark']];

/** The row of them, as buttons. */
export const quickReactions = choose => html`<div class="quick">${QUICK.map(([emoji, name]) => html`<button type="button" class="qe" aria-label=${name} title=${name}
  @click=${() => choose(emoji)}>${emoji}</button>`)}</div>`;

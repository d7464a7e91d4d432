import { html } from '../vendor.js';

/** The most common reactions. */
const QUICK = [
  ['👍', 'thumbs up'],
  ['❤️', 'red heart'],
  ['😂', 'face with tears of joy'],
  ['🎉', 'party popper'],
  ['👀', 'eyes'],
  ['✅', 'check mark'],
];

/** A row of buttons for them. */
export const quickReactions = choose =>
  html`<div class="quick">${QUICK.map(
    ([emoji, name]) => html`<button type="button" class="qe" aria-label=${name} title=${name}
  @click=${() => choose(emoji)}>${emoji}</button>`,
  )}</div>`;

import { html } from '../vendor.js';

/** An icon of the sprite in index.html; it says nothing to a screen reader. */
export const icon = name => html`<svg class="i s" aria-hidden="true"><use href=${`#i-${name}`}></use></svg>`;

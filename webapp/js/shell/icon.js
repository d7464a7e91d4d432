import { html } from '../vendor.js';

/** An icon from the sprite in index.html, hidden from screen readers. */
export const icon = name => html`<svg class="i s" aria-hidden="true"><use href=${`#i-${name}`}></use></svg>`;

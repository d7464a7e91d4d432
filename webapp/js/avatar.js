import { html } from './vendor.js';

const HUES = 8;

const initials = name => {
  const words = name.split(' ').filter(word => /[\p{L}\p{N}]/u.test(word));
  const letters = (words.length > 1 ? [words[0], words.at(-1)] : words).map(word => word.match(/[\p{L}\p{N}]/u)[0]);
  return letters.join('').toLocaleUpperCase() || '?';
};

const hue = id => [...id].reduce((sum, letter) => sum * 31 + letter.codePointAt(0) >>> 0, 7) % HUES + 1;

/** A member's initials on the colour that is theirs in every room. */
export const avatar = ({ id, name }, size = '') => html`<span class="av ${size} h${hue(id)}" aria-hidden="true">${initials(name)}</span>`;

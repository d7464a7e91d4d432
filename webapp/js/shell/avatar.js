import { html } from '../vendor.js';

const COLOURS = 18;

const initials = name => {
  const words = name.split(' ').filter(word => /[\p{L}\p{N}]/u.test(word));
  const letters = (words.length > 1 ? [words[0], words.at(-1)] : words).map(word => word.match(/[\p{L}\p{N}]/u)[0]);
  return letters.join('').toLocaleUpperCase() || '?';
};

/**
 * FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/), with the high bits mixed into the low ones, which decide the
 * remainder.
 */
function colour(id) {
  let hash = 0x811c9dc5;
  for (const letter of id) hash = Math.imul(hash ^ letter.codePointAt(0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (((hash ^ (hash >>> 13)) >>> 0) % COLOURS) + 1;
}

/** A member's initials on their colour, which is the same in every room. */
export const avatar = ({ id, name }, size = '') =>
  html`<span class="av ${size} h${colour(id)}" aria-hidden="true">${initials(name)}</span>`;

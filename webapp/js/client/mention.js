/** Without case and accents, as people write names in a hurry. */
const plain = text => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
const literally = text => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');

let known;

/** Whether the text has `@` and the whole name, and neither goes on before or after it: `@Ana` is not in `@Anabel`, nor in `x@ana`. */
export function mentions(text, name) {
  if (!name || !text.includes('@')) return false;
  if (known?.name !== name) known = { name, pattern: new RegExp(`(?<![\\p{L}\\p{N}])@${literally(plain(name))}(?![\\p{L}\\p{N}])`, 'u') };
  return known.pattern.test(plain(text));
}

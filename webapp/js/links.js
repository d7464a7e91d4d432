import { html } from './vendor.js';

const ADDRESS = /\bhttps?:\/\/[^\s<>"]+/giu;
const TRAILING = /[.,:;!?'*_~]+$/u;

/** The text with its web addresses as links: templates and strings, so whatever it contains is shown as it was typed. */
export function withLinks(text) {
  const parts = [];
  let end = 0;
  for (const { 0: match, index } of text.matchAll(ADDRESS)) {
    const address = withoutTail(match);
    if (!URL.canParse(address)) continue;
    parts.push(text.slice(end, index), html`<a href=${address} target="_blank" rel="noopener noreferrer nofollow">${address}</a>`);
    end = index + address.length;
  }
  return [...parts, text.slice(end)];
}

/** Punctuation at the end belongs to the sentence, and so does a bracket that the address did not open. */
function withoutTail(address) {
  const cut = address.replace(TRAILING, '');
  const unopened = cut.endsWith(')') && cut.split(')').length > cut.split('(').length;
  if (unopened || cut.endsWith(']')) return withoutTail(cut.slice(0, -1));
  return cut;
}

import { html } from './vendor.js';

const ADDRESS = /\bhttps?:\/\/[^\s<>"]+/giu;
const TRAILING = ".,:;!?'*_~]";
const LONGEST = 2_000;

/** The text with its web addresses as links: templates and strings, so whatever it contains is shown as it was typed. */
export function withLinks(text) {
  const parts = [];
  let end = 0;
  for (const { 0: match, index } of text.matchAll(ADDRESS)) {
    const address = withoutTail(match);
    if (address.length > LONGEST || !URL.canParse(address)) continue;
    parts.push(text.slice(end, index), html`<a href=${address} target="_blank" rel="noopener noreferrer nofollow">${address}</a>`);
    end = index + address.length;
  }
  return [...parts, text.slice(end)];
}

/** Punctuation at the end belongs to the sentence, and so does a bracket that the address did not open. One pass from the end: the text is a stranger's. */
function withoutTail(address) {
  let open = address.split('(').length - address.split(')').length;
  let end = address.length;
  for (; end > 0; end--) {
    const last = address[end - 1];
    if (last === ')' && open < 0) open++;
    else if (!TRAILING.includes(last)) break;
  }
  return address.slice(0, end);
}

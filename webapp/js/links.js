import { html, nothing } from './vendor.js';

const ADDRESS = /\bhttps?:\/\/[^\s<>"]+/giu;
const TRAILING = ".,:;!?'*_~]";
const LONGEST = 2_000;

/** The web address that a text begins with, if it does. */
export function addressAt(text) {
  const address = withoutTail(text.match(/^https?:\/\/[^\s<>"]+/iu)?.[0] ?? '');
  return isAddress(address) ? address : undefined;
}

const isAddress = address => address.length <= LONGEST && URL.canParse(address);

export const link = (address, words, title = nothing) => html`<a href=${address} title=${title} target="_blank" rel="noopener noreferrer nofollow">${words}</a>`;

/** The text with its web addresses as links: templates and strings, so whatever it contains is shown as it was typed. */
export function withLinks(text) {
  const parts = [];
  let end = 0;
  for (const { 0: match, index } of text.matchAll(ADDRESS)) {
    const address = withoutTail(match);
    if (!isAddress(address)) continue;
    parts.push(text.slice(end, index), link(address, address));
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

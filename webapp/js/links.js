import { html, nothing } from './vendor.js';

const LONGEST = 2_000;
const BEGINNING = /(?<!\w)(?:https?:\/\/|www\.|mailto:)|(?<![\w.+/-]|\p{Script=Latin})[\w.+-]{1,64}@/giu;
const WEB = /^(?:https?:\/\/|www\.)/iu;
const WWW = /^www\.[\p{L}\p{N}-]+\.[\p{L}\p{N}]/iu;
const LABEL = '[a-z\\d](?:[a-z\\d-]{0,61}[a-z\\d])?';
const MAIL = new RegExp(`^[\\w.+-]{0,63}[\\w+-]@(?:${LABEL}\\.){1,9}(?:[a-z]{2,24}|xn--[a-z\\d-]{1,59})(?!\\w|[-:/]\\w)`, 'iu');
const MAILTO = new RegExp(`^mailto:[\\w.+-]{1,64}@${LABEL}(?:\\.${LABEL}){0,9}`, 'iu');

const PART = /[\p{L}\p{M}\p{Nd}!-~]/u;
const NEVER = '<>"`\\';
const LAST = /[\p{L}\p{M}\p{Nd}/=&#%+$@-]/u;
const CLOSING = { '(': ')', '[': ']', '{': '}' };
const BRACKETS = /[()[\]{}]/u;
const OTHER_BEGINS = /^(?:(\*\*|~~|\|\|)|[,;|](?:https?:\/\/|www\.)|'(?![\p{L}\p{N}])|\[[^\]\s]{0,99}\]\()/iu;
const LATIN = /[a-z\d]/iu;
/** Scripts whose words follow a Latin one without a space. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** The web or mail address that a text begins with: `text` as typed, and `href`, which is missing if it is not worth a link. */
export function addressAt(text) {
  if (WEB.test(text)) return webAddressAt(text);
  const [mail] = text.match(MAIL) ?? [];
  if (mail) return { text: mail, href: `mailto:${mail}` };
  const [mailto] = text.match(MAILTO) ?? [];
  if (!mailto) return undefined;
  const whole = text[mailto.length] === '?' ? text.slice(0, endOf(text, mailto.length)) : mailto;
  return { text: whole, href: whole };
}

function webAddressAt(text) {
  const isShort = text[0] === 'w' || text[0] === 'W';
  const address = text.slice(0, endOf(text, text.match(WEB)[0].length));
  const href = isShort ? `http://${address}` : address;
  if (isShort && !WWW.test(address) || !URL.canParse(href)) return undefined;
  return { text: address, href: address.length > LONGEST ? undefined : href };
}

/**
 * Where an address ends that goes on at `start`: before what is never part of one, before a bracket that it did not open or does not close, and before the punctuation of the sentence. Letters
 * may be of any script, as in the addresses that people copy; signs are those of ASCII. One pass: the text is a stranger's.
 */
function endOf(text, start) {
  const open = [];
  let at = start;
  let end = start;
  let before = '';
  for (const letter of text.slice(start)) {
    if (!PART.test(letter) || NEVER.includes(letter) || LATIN.test(before) && UNSPACED.test(letter)) break;
    if (!LAST.test(letter) && OTHER_BEGINS.test(text.slice(at, at + 110))) break;
    const isBracket = BRACKETS.test(letter);
    if (letter in CLOSING) open.push({ closing: CLOSING[letter], end });
    else if (isBracket && open.pop()?.closing !== letter) break;
    at += letter.length;
    if (LAST.test(letter) || isBracket && !(letter in CLOSING)) end = at;
    before = letter;
  }
  return open[0]?.end ?? end;
}

/** The addresses in a text: `index`, `text` and `href` of each. */
export function* addressesIn(text) {
  const beginnings = new RegExp(BEGINNING);
  for (let found = beginnings.exec(text); found; found = beginnings.exec(text)) {
    const address = addressAt(text.slice(found.index));
    if (!address) continue;
    beginnings.lastIndex = found.index + address.text.length;
    if (address.href) yield { index: found.index, ...address };
  }
}

/** How many letters of a text, from where an address begins, belong to the word before it: none, or as many as keep it from being one. */
export function inWord(before, text) {
  const [beginning] = text.match(/^(?:https?:\/\/|www\.|mailto:|[\w.+-]{1,64}@)/iu) ?? [];
  if (!beginning) return 0;
  const isPart = beginning.endsWith('@') ? /(?:[\w.+/-]|\p{Script=Latin})$/u : /\w$/u;
  return isPart.test(before) ? beginning.length : 0;
}

/** Whether words name an address, and a link of those words leads to another site or person. */
export function leadsElsewhere(words, href) {
  const goal = address => new URL(address).host || new URL(address).pathname.toLowerCase();
  return [...addressesIn(words)].some(address => goal(address.href) !== goal(href));
}

export const link = (address, words, title = nothing) => html`<a href=${address} title=${title} target="_blank" rel="noopener noreferrer nofollow">${words}</a>`;

/** The text with its addresses as links, and what is between them through `marked`: templates and strings, so whatever it contains is shown as it was typed. */
export function withLinks(text, marked = words => words) {
  const parts = [];
  let end = 0;
  for (const { index, text: address, href } of addressesIn(text)) {
    parts.push(marked(text.slice(end, index)), link(href, address));
    end = index + address.length;
  }
  return [...parts, marked(text.slice(end))];
}

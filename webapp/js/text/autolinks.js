import { html, nothing } from '../vendor.js';

const LONGEST = 2_000;
const LONGEST_IN_BRACKETS = 100;
const BEGINNING = /(?<!\w)(?:https?:\/\/|www\.|mailto:)|(?<![\w.+/-]|\p{Script=Latin})[\w.+-]{1,64}@/giu;
const NAMED = /(?<!\w)(?:https?:\/\/|www\.|mailto:)/giu;
const WEB = /^(?:https?:\/\/|www\.)/iu;
const WWW = /^www\.[\p{L}\p{N}-]+\.[\p{L}\p{N}]/iu;
const LABEL = '[a-z\\d](?:[a-z\\d-]{0,61}[a-z\\d])?';
const TOP = '(?:[a-z]{2,24}|xn--[a-z\\d-]{1,59})';
const MAIL = new RegExp(`^[\\w.+-]{0,63}[\\w+-]@(?:${LABEL}\\.){1,9}${TOP}(?!\\w|[-/]\\w|:[/~.]*\\w)`, 'iu');
const MAILTO = new RegExp(`^mailto:[\\w.+-]{1,64}@${LABEL}(?:\\.${LABEL}){0,9}`, 'iu');

const PART = /[\p{L}\p{M}\p{Nd}!-~]/u;
const NEVER = '<>"`\\';
const LAST = /[\p{L}\p{M}\p{Nd}/=&#%+$@-]/u;
const CLOSING = { '(': ')', '[': ']', '{': '}' };
const BRACKETS = /[()[\]{}]/u;
const OTHER_BEGINS = /^(?:(\*\*|~~|\|\|)|[,;|](?:https?:\/\/|www\.)|'(?![\p{L}\p{N}])|\[[^\]\s]{0,99}\]\()/iu;
const LATIN = /[a-z\d]/iu;
const JOINT = /[/=&#_+%-]/u;
const AGAIN = /^https?:\/\//iu;
const NESTS = /[/=?&#:%]/u;
const SIGNS = "!$&'()*+,;=|^~{}";
/** A host before a sign, which may only be in a user name. */
const HOST_BEFORE_SIGN = new RegExp(`^[^/?#@${SIGNS}]*(?=[${SIGNS}][^/?#@]*(?:[/?#]|$))`, 'u');
const HOST = /^(?:https?:\/\/)?[\p{L}\p{M}\p{Nd}.-]*[\p{L}\p{M}\p{Nd}]/iu;
/** Scripts whose words may follow a Latin one without a space. */
const UNSPACED =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;

/** The web or mail address at the start of a text: `text` as typed, and `href` unless it is too long. */
export function addressAt(text) {
  if (WEB.test(text)) return webAddressAt(text);
  const [mail] = text.match(MAIL) ?? [];
  if (mail) return { text: mail, href: `mailto:${mail}` };
  const [mailto] = text.match(MAILTO) ?? [];
  if (!mailto) return undefined;
  const whole = /^\?[\w-]+=/u.test(text.slice(mailto.length, mailto.length + 99))
    ? text.slice(0, endOf(text, mailto.length))
    : mailto;
  return { text: whole, href: whole };
}

function webAddressAt(text) {
  const isShort = text[0] === 'w' || text[0] === 'W';
  const start = text.match(WEB)[0].length;
  const rest = text.slice(start, endOf(text, start));
  const whole = text.slice(0, start) + (rest.match(HOST_BEFORE_SIGN)?.[0] ?? rest);
  const href = address => (isShort ? `http://${address}` : address);
  const address = [whole, whole.match(HOST)?.[0]].find(address => address && URL.canParse(href(address)));
  if (!address || (isShort && !WWW.test(address))) return undefined;
  return { text: address, href: address.length > LONGEST ? undefined : href(address) };
}

/**
 * Finds the end of an address that continues at `start`. Stops at characters that are never part of one, at an unmatched
 * bracket, and before trailing punctuation. Letters may be of any script, as in copied addresses; other characters must be
 * ASCII. One pass, since the text is untrusted.
 */
function endOf(text, start) {
  const open = [];
  let at = start;
  let end = start;
  let before = '';
  let isLatin = false;
  let isHost = true;
  for (const letter of text.slice(start)) {
    if (!PART.test(letter) || NEVER.includes(letter)) break;
    if (UNSPACED.test(letter) && (isLatin || (!isHost && !LAST.test(before)))) break;
    if (!LAST.test(letter) && OTHER_BEGINS.test(text.slice(at, at + 110))) break;
    if (/h/iu.test(letter) && !NESTS.test(before) && AGAIN.test(text.slice(at, at + 8))) break;
    const isBracket = BRACKETS.test(letter);
    if (at - open[0]?.at > LONGEST_IN_BRACKETS) break;
    if (letter in CLOSING) open.push({ closing: CLOSING[letter], at, end });
    else if (isBracket && open.pop()?.closing !== letter) break;
    at += letter.length;
    if (LAST.test(letter) || (isBracket && !(letter in CLOSING))) end = at;
    if (LATIN.test(letter)) isLatin = true;
    else if (JOINT.test(letter) || /\p{L}/u.test(letter)) isLatin = false;
    isHost &&= letter !== '/';
    before = letter;
  }
  return open[0]?.end ?? end;
}

/** The addresses in a text, each with `index`, `text` and `href`. */
function* addressesIn(text) {
  const beginnings = new RegExp(BEGINNING);
  for (let found = beginnings.exec(text); found; found = beginnings.exec(text)) {
    const address = addressAt(text.slice(found.index));
    if (!address) continue;
    beginnings.lastIndex = found.index + address.text.length;
    if (address.href) yield { index: found.index, ...address };
  }
}

/** Where the next web address or `mailto:` starts after the first character, if any. */
export function nextAddress(text) {
  const named = new RegExp(NAMED);
  named.lastIndex = 1;
  return named.exec(text)?.index;
}

/**
 * How many characters at the start of a text belong to the word in `before`, so that no address starts inside a word.
 */
export function inWord(before, text) {
  const [beginning] = text.match(/^(?:https?:\/\/|www\.|mailto:|[\w.+-]{1,64}@)/iu) ?? [];
  if (!beginning) return 0;
  const isPart = beginning.endsWith('@') ? /(?:[\w.+/-]|\p{Script=Latin})$/u : /\w$/u;
  return isPart.test(before) ? beginning.length : 0;
}

/** Whether the words of a link contain an address of another site or person than its `href`. */
export function leadsElsewhere(words, href) {
  const goal = address => new URL(address).host || new URL(address).pathname.toLowerCase();
  return [...addressesIn(words)].some(address => goal(address.href) !== goal(href));
}

export const link = (address, words, title = nothing) => html`<a
  href=${address} title=${title} target="_blank" rel="noopener noreferrer nofollow">${words}</a>`;

/**
 * Turns the addresses in a text into links, and passes the rest through `marked`. Returns templates and strings, so
 * nothing in it is read as HTML.
 */
export function withLinks(text, marked = words => words) {
  const parts = [];
  let end = 0;
  for (const { index, text: address, href } of addressesIn(text)) {
    parts.push(marked(text.slice(end, index)), link(href, address));
    end = index + address.length;
  }
  return [...parts, marked(text.slice(end))];
}

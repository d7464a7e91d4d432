import { plainText } from './markdown.js';

/** Noncharacters, which the parser takes for letters. */
const START = '\uFDD1';
const END = '\uFDD2';
const SIGN = /[\uFDD1\uFDD2]/u;
const MATCH = /\uFDD1([^\uFDD1\uFDD2]*)\uFDD2/gu;
/** The limits for trying matches one by one, since each takes a parse of an untrusted text. */
const MOST = 8;
const LONGEST = 2_000;

/**
 * The text that a message shows, without formatting, in parts of `{ text, isMatch }`. `marks`: the matches in the text
 * as typed. Matches that are not shown, such as those in the address behind a link, are dropped. If all are, the parts
 * are the text as typed.
 */
export function matchesIn(text, marks) {
  if (!marks.length || SIGN.test(text)) return [{ text: plainText(text), isMatch: false }];
  const some = () => (text.length > LONGEST ? [] : marks.slice(0, MOST).filter(mark => signedPlain(text, [mark])));
  return split(signedPlain(text, marks) ?? signedPlain(text, some()) ?? withSigns(text, marks));
}

/** The plain text with signs around its matches; `undefined` if one is not shown or changes the formatting. */
function signedPlain(text, marks) {
  const plain = plainText(withSigns(text, marks));
  const count = plain.match(MATCH)?.length ?? 0;
  return count && count >= marks.length && plain.replace(MATCH, '$1') === plainText(text) ? plain : undefined;
}

function withSigns(text, marks) {
  let signed = '';
  let from = 0;
  for (const { start, end } of marks) {
    if (start < from || end <= start) continue;
    signed += text.slice(from, start) + START + text.slice(start, end) + END;
    from = end;
  }
  return signed + text.slice(from);
}

function split(signed) {
  const parts = [];
  let from = 0;
  for (const { 0: whole, 1: match, index } of signed.matchAll(MATCH)) {
    parts.push({ text: signed.slice(from, index), isMatch: false }, { text: match, isMatch: true });
    from = index + whole.length;
  }
  return [...parts, { text: signed.slice(from), isMatch: false }].filter(part => part.text);
}

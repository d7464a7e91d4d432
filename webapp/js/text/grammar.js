import { Lexer, Tokenizer } from '../vendor.js';
import { asTyped } from './as-typed.js';
import { addressAt, inWord, nextAddress } from './autolinks.js';

const DEEPEST = 8;
const EFFORT = 5_000_000;
const IN_VAIN = 8;
const CELLS = 1_000;
const GAP = / {500}/u; // the lexer searches for the end of the line again from each space
const QUOTE = /^[ >]{0,16}>(?:\s|$)/u;
const TASK = /^ {0,3}(?:[-+*]|\d{1,9}[.)]) +\[[ xX]\] +\S/u;
const YEAR = /^ {0,3}(?:\d{4,}|0\d+)[.)]/u;

/**
 * GitHub Flavored Markdown without its surprises: HTML, references and indented code stay text. Dashes do not turn the
 * line above into a heading, `>_<` is not a quotation, and neither a single line nor a year starts a list. Messages are
 * untrusted, so both nesting and effort are limited: too deep nesting stays text, and a text that takes too much work is
 * not parsed.
 */
class Grammar extends Tokenizer {
  #depth = 0;
  #effort = 0;
  #isLine;

  constructor(text) {
    super();
    this.#isLine = !text.trim().includes('\n');
  }

  html() {}
  tag() {}
  def() {}
  reflink() {}
  code() {}
  lheading() {}

  /** Tried first for every block. */
  space(src) {
    this.#spend(src.length);
    return super.space(src);
  }

  /** Tried first inside every line. */
  escape(src) {
    this.#spend(src.length);
    return super.escape(src);
  }

  blockquote(src) {
    return QUOTE.test(src) ? this.#deeper(() => super.blockquote(src)) : undefined;
  }

  list(src) {
    if (YEAR.test(src) || (this.#isLine && !TASK.test(src))) return undefined;
    return this.#deeper(() => super.list(src));
  }

  /** Rows are padded to the width of the first, so a short text can ask for very many cells. */
  table(src) {
    const rows = src.split('\n');
    return rows[0].split('|').length * rows.length > CELLS ? undefined : super.table(src);
  }

  link(src) {
    return this.#inline(src, /^!?\[/u, () => super.link(src));
  }

  emStrong(src, masked, before) {
    return this.#inline(src, /^[*_]/u, () => super.emStrong(src, masked, before));
  }

  del(src, masked, before) {
    return this.#inline(src, /^~/u, () => super.del(src, masked, before));
  }

  url(src) {
    const address = addressAt(src);
    if (!address) return undefined;
    const { text, href } = address;
    return href ? { type: 'address', raw: text, href, text } : { type: 'text', raw: text, text };
  }

  /** Text ends where an address may start, but none starts inside a word. */
  inlineText(src) {
    const token = super.inlineText(src);
    if (!token) return token;
    const { raw } = token;
    token.raw = token.text = src.slice(0, nextAddress(raw) ?? raw.length + inWord(raw, src.slice(raw.length)));
    return token;
  }

  /** For an unmatched delimiter, the lexer has searched to the end of the text. */
  #inline(src, beginning, read) {
    if (!beginning.test(src)) return undefined;
    const token = this.#deeper(read);
    if (!token) this.#spend(src.length * IN_VAIN);
    return token;
  }

  #deeper(read) {
    if (this.#depth === DEEPEST) return undefined;
    this.#depth++;
    const token = read();
    this.#depth--;
    return token;
  }

  #spend(letters) {
    this.#effort += letters;
    if (this.#effort > EFFORT) throw new Error('Too much work to parse');
  }
}

/** The text's tokens, none of which hides anything; `undefined` if it is too much work. */
export function tokensOf(text) {
  if (GAP.test(text)) return undefined;
  try {
    return asTyped(new Lexer({ gfm: true, breaks: true, tokenizer: new Grammar(text) }).lex(text), text);
  } catch {
    return undefined; // too much work, or a bug in the lexer: show the plain text
  }
}

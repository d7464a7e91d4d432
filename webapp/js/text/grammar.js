import { Lexer, Tokenizer } from '../vendor.js';
import { asTyped } from './as-typed.js';
import { addressAt, inWord, nextAddress } from './autolinks.js';

const DEEPEST = 8;
const EFFORT = 5_000_000;
const IN_VAIN = 8;
const CELLS = 1_000;
const GAP = / {500}/u; // the lexer looks for the end of a line from each space anew
const QUOTE = /^[ >]{0,16}>(?:\s|$)/u;
const TASK = /^ {0,3}(?:[-+*]|\d{1,9}[.)]) +\[[ xX]\] +\S/u;
const YEAR = /^ {0,3}(?:\d{4,}|0\d+)[.)]/u;

/**
 * GitHub's Markdown, less what surprises in a message: HTML, references and indented code are text. A line of dashes
 * makes no heading of the one above, a face like `>_<` no quotation, and neither a single line nor a year makes a list.
 * A message is a stranger's, so it may be neither deep nor dear: what nests too deeply is text, and a text that is read
 * too often is given up.
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

  /** The first that is tried of every block. */
  space(src) {
    this.#spend(src.length);
    return super.space(src);
  }

  /** The first that is tried in every line. */
  escape(src) {
    this.#spend(src.length);
    return super.escape(src);
  }

  blockquote(src) {
    return QUOTE.test(src) ? this.#deeper(() => super.blockquote(src)) : undefined;
  }

  list(src) {
    if (YEAR.test(src) || this.#isLine && !TASK.test(src)) return undefined;
    return this.#deeper(() => super.list(src));
  }

  /** Rows are filled up to the width of the first, so few letters can ask for very many cells. */
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

  /** Text ends where an address may begin, but none begins in the middle of a word. */
  inlineText(src) {
    const token = super.inlineText(src);
    if (!token) return token;
    const { raw } = token;
    token.raw = token.text = src.slice(0, nextAddress(raw) ?? raw.length + inWord(raw, src.slice(raw.length)));
    return token;
  }

  /** What begins like a pair and is none was sought up to the end of the text. */
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
    if (this.#effort > EFFORT) throw new Error('Too dear to read');
  }
}

/** The text's tokens, none of which hides anything; undefined when it is not worth the effort. */
export function tokensOf(text) {
  if (GAP.test(text)) return undefined;
  try {
    return asTyped(new Lexer({ gfm: true, breaks: true, tokenizer: new Grammar(text) }).lex(text), text);
  } catch {
    return undefined; // too dear, or a fault of the lexer's: either way there is a text to be shown
  }
}

import { NO_EMOJI } from './emoji-catalog.js';
import { pickEmoji } from './emoji-picker.js';
import { type } from './insert-text.js';

const button = name => document.getElementById(`insert-${name}`);

/** What can be put into a message by a button: an emoji, a mention, a block of code. */
export class Toolbar {
  #text;
  #tell;

  /** `tell(text)`: what went wrong. */
  constructor(text, tell) {
    this.#text = text;
    this.#tell = tell;
    button('emoji').addEventListener('click', () => this.#emoji());
    button('mention').addEventListener('click', () => type(text, /[\p{L}\p{N}]$/u.test(this.#before) ? ' @' : '@'));
    button('code').addEventListener('click', () => this.#code());
  }

  set disabled(disabled) {
    for (const name of ['emoji', 'mention', 'code']) button(name).disabled = disabled;
  }

  get #before() {
    return this.#text.value.slice(0, this.#text.selectionStart);
  }

  async #emoji() {
    const { selectionStart, selectionEnd } = this.#text;
    const emoji = await pickEmoji(button('emoji')).catch(() => this.#tell(NO_EMOJI));
    if (emoji) type(this.#text, emoji, selectionStart, selectionEnd);
  }

  /** Around what is selected, on lines of its own. The caret is left in the block, before what stands there. */
  #code() {
    const { value, selectionStart, selectionEnd } = this.#text;
    const before = /(?:^|\n)$/u.test(this.#before) ? '```\n' : '\n```\n';
    const after = /^(?:\n|$)/u.test(value.slice(selectionEnd)) ? '\n```' : '\n```\n';
    const code = value.slice(selectionStart, selectionEnd);
    type(this.#text, `${before}${code}${after}`);
    const start = selectionStart + before.length;
    this.#text.setSelectionRange(start, start + code.length);
  }
}

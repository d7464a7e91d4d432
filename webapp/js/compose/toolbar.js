import { NO_EMOJI } from './emoji-catalog.js';
import { pickEmoji } from './emoji-picker.js';
import { insertText } from './insert-text.js';

const button = name => document.getElementById(`insert-${name}`);

/** The buttons that insert an emoji, a mention or a code block. */
export class Toolbar {
  #text;
  #notices;

  constructor(text, notices) {
    this.#text = text;
    this.#notices = notices;
    button('emoji').addEventListener('click', () => this.#emoji());
    button('mention').addEventListener('click', () =>
      insertText(text, /[\p{L}\p{N}]$/u.test(this.#before) ? ' @' : '@'),
    );
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
    const emoji = await pickEmoji(button('emoji')).catch(() => this.#notices.tell(NO_EMOJI));
    if (emoji) insertText(this.#text, emoji, selectionStart, selectionEnd);
  }

  /** Wraps the selection in a code block on lines of its own, and selects it again. */
  #code() {
    const { value, selectionStart, selectionEnd } = this.#text;
    const before = /(?:^|\n)$/u.test(this.#before) ? '```\n' : '\n```\n';
    const after = /^(?:\n|$)/u.test(value.slice(selectionEnd)) ? '\n```' : '\n```\n';
    const code = value.slice(selectionStart, selectionEnd);
    insertText(this.#text, `${before}${code}${after}`);
    const start = selectionStart + before.length;
    this.#text.setSelectionRange(start, start + code.length);
  }
}

import { html } from '../vendor.js';

/**
 * During parsing, a mention is replaced by this noncharacter and a numbered one, so that nothing in a name is read as
 * Markdown.
 */
const SIGN = '\uFDD0';
const FIRST = 0xe000;
const SIGNED = /\uFDD0([\uE000-\uE3FF])/gu;

/**
 * Keeps the mentions of a text out of the Markdown parser: replaces them by placeholders, and renders those afterwards.
 */
export class MentionPlaceholders {
  /** The text to parse, and a cache key that also covers its mentions. */
  text;
  key;
  #typed;
  #all;
  #me;

  /** `mentions`: those of the message; `me`: our own id. */
  constructor(text, mentions = [], me = undefined) {
    this.#typed = text;
    this.#all = text.includes(SIGN)
      ? []
      : mentions.filter(({ start, end }) => text[start] === '@' && end > start + 1 && end <= text.length);
    this.#me = me;
    this.text = this.#signed();
    this.key = `${this.text}${SIGN}${this.#all.map((each, at) => `${this.#isMe(each)} ${each.members.join(' ')} ${this.#name(at)}`).join(SIGN)}`;
  }

  /** Restores the typed text everywhere but in plain text, such as in code and addresses. */
  restore(token) {
    if (!this.#all.length) return;
    const isText = token.type === 'text' && !token.tokens;
    for (const [field, value] of Object.entries(token)) {
      if (typeof value === 'string' && !(isText && field === 'text')) token[field] = this.#restored(value);
      else if (value && typeof value === 'object') this.restore(value);
    }
  }

  /** Splits plain text into strings, and templates for the mentions. */
  marked(text) {
    if (!text.includes(SIGN)) return text;
    const parts = [];
    let end = 0;
    for (const { 0: signed, 1: letter, index } of text.matchAll(SIGNED)) {
      const at = letter.charCodeAt(0) - FIRST;
      if (!this.#all[at]) continue;
      parts.push(text.slice(end, index), mention(this.#name(at), this.#isMe(this.#all[at]), this.#all[at].members));
      end = index + signed.length;
    }
    return [...parts, text.slice(end)];
  }

  #signed() {
    let signed = '';
    let from = 0;
    this.#all.forEach(({ start, end }, at) => {
      signed += this.#typed.slice(from, start) + SIGN + String.fromCharCode(FIRST + at);
      from = end;
    });
    return signed + this.#typed.slice(from);
  }

  #restored(text) {
    return text.includes(SIGN)
      ? text.replace(SIGNED, (signed, letter) => {
          const at = letter.charCodeAt(0) - FIRST;
          return this.#all[at] ? `@${this.#name(at)}` : signed;
        })
      : text;
  }

  /** Without the `@`. */
  #name(at) {
    const { start, end } = this.#all[at];
    return this.#typed.slice(start + 1, end);
  }

  #isMe({ members }) {
    return members.includes(this.#me);
  }
}

const mention = (name, isMe, members) =>
  html`<bdi class=${isMe ? 'at you' : 'at'} data-members=${members.join(' ')}>@${name}</bdi>`;

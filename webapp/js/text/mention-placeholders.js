import { html } from '../vendor.js';

/** While a text is taken apart, each mention is this and a letter that counts: so no sign in a name is read as Markdown. No text means this character. */
const SIGN = '\uFDD0';
const FIRST = 0xE000;
const SIGNED = /\uFDD0([\uE000-\uE3FF])/gu;

/** Who is mentioned in one text, as the server says. */
export class MentionPlaceholders {
  /** The text to be taken apart, and what tells it from the same text with other mentions. */
  text;
  key;
  #typed;
  #all;
  #me;

  /** `mentions`: as a message has them; `me`: the id of the reader. */
  constructor(text, mentions = [], me = undefined) {
    this.#typed = text;
    this.#all = text.includes(SIGN) ? [] : mentions.filter(({ start, end }) => text[start] === '@' && end > start + 1 && end <= text.length);
    this.#me = me;
    this.text = this.#signed();
    this.key = `${this.text}${SIGN}${this.#all.map((each, at) => `${this.#isMe(each)} ${this.#name(at)}`).join(SIGN)}`;
  }

  /** Puts back what was typed in all that is no plain text, as in code and addresses. */
  restore(token) {
    if (!this.#all.length) return;
    const isText = token.type === 'text' && !token.tokens;
    for (const [field, value] of Object.entries(token)) {
      if (typeof value === 'string' && !(isText && field === 'text')) token[field] = this.#restored(value);
      else if (value && typeof value === 'object') this.restore(value);
    }
  }

  /** A plain text in parts: strings, and templates where somebody is mentioned. */
  marked(text) {
    if (!text.includes(SIGN)) return text;
    const parts = [];
    let end = 0;
    for (const { 0: signed, 1: letter, index } of text.matchAll(SIGNED)) {
      const at = letter.charCodeAt(0) - FIRST;
      if (!this.#all[at]) continue;
      parts.push(text.slice(end, index), mention(this.#name(at), this.#isMe(this.#all[at])));
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
    return text.includes(SIGN) ? text.replace(SIGNED, (signed, letter) => {
      const at = letter.charCodeAt(0) - FIRST;
      return this.#all[at] ? `@${this.#name(at)}` : signed;
    }) : text;
  }

  /** Without its `@`. */
  #name(at) {
    const { start, end } = this.#all[at];
    return this.#typed.slice(start + 1, end);
  }

  #isMe({ members }) {
    return members.includes(this.#me);
  }
}

const mention = (name, isMe) => html`<span class=${isMe ? 'at you' : 'at'}>@<bdi>${name}</bdi></span>`;

import { html } from './vendor.js';

const MOST = 2_000;
const MOST_IN_A_TEXT = 100;
const LONGEST = 64;
const IN_A_WORD = /[\p{L}\p{N}]/u;

/** As the server compares names: case and accents do not count. */
export const folded = text => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** The people whose names are marked in messages: all that were met since the page was opened, as they are talked of after they left, too. */
class Mentions {
  version = 0;
  /** Who is here now, without the reader. */
  others = [];
  #people = new Map();
  #me;

  /** Learns who is here, and which of them is the reader. */
  meet(people, me) {
    for (const person of me ? [...people, me] : people) this.#learn(person);
    if (me && me.id !== this.#me) this.version++;
    this.#me = me?.id ?? this.#me;
    this.others = people.filter(({ id }) => id !== this.#me);
  }

  /** The text in parts: strings, and templates where somebody is mentioned. */
  marked(text) {
    if (!text.includes('@')) return text;
    const parts = [];
    let end = 0;
    let tries = 0;
    for (let at = text.indexOf('@'); at >= 0 && tries < MOST_IN_A_TEXT; at = text.indexOf('@', Math.max(at + 1, end)), tries++) {
      const found = IN_A_WORD.test(lastLetter(text, at)) ? undefined : this.#at(text, at + 1);
      if (!found) continue;
      parts.push(text.slice(end, at), mention(text.slice(at + 1, found.end), found.id === this.#me));
      end = found.end;
    }
    return [...parts, text.slice(end)];
  }

  #learn({ id, name }) {
    const key = folded(name);
    if (!key || this.#people.get(key) === id || this.#people.size === MOST) return;
    if (this.#people.has(key) && id !== this.#me) return; // of two with one name the first, unless it is the reader
    this.#people.set(key, id);
    this.version++;
  }

  /** The longest name that begins there and is not the beginning of a longer word. */
  #at(text, start) {
    let name = '';
    let end = start;
    let found;
    for (const letter of text.slice(start, start + 2 * LONGEST)) {
      name += folded(letter);
      end += letter.length;
      const next = String.fromCodePoint(text.codePointAt(end) ?? 0x20);
      if (this.#people.has(name) && !/[\p{L}\p{N}\p{M}]/u.test(next)) found = { end, id: this.#people.get(name) };
    }
    return found;
  }
}

const lastLetter = (text, end) => [...text.slice(Math.max(0, end - 2), end)].at(-1) ?? '';

const mention = (name, isMe) => html`<span class=${isMe ? 'at you' : 'at'}>@<bdi>${name}</bdi></span>`;

export const mentions = new Mentions();

const NOTICES_IN_A_ROW = 4;

/** One of our own keeps its key from the first click on, so its row stays the same row. */
export const entryOf = message => ({ key: message.mine && message.ref ? `r${message.ref}` : `o${message.offset}`, message });

let notices = 0;

/** A piece of a room's log with nothing missing in it: messages by their offset, and notices between them. */
export class Segment {
  entries = [];
  /** What to ask the server for to go on upwards, `before` this offset, and downwards, `after` this one; `undefined` where there is no more. */
  elder;
  newer;
  /** The offset before the oldest that the server has. */
  floor = 0;

  static of({ messages, older, newer, floor }) {
    return Object.assign(new Segment(), { entries: messages.map(entryOf), elder: older, newer, floor });
  }

  get messages() {
    return this.entries.filter(({ message }) => message).map(({ message }) => message);
  }

  get first() {
    return this.entries.find(({ message }) => message)?.message.offset;
  }

  get last() {
    return this.entries.findLast(({ message }) => message)?.message.offset;
  }

  copy() {
    return Object.assign(new Segment(), this, { entries: [...this.entries] });
  }

  find(offset) {
    return this.entries.find(({ message }) => message?.offset === offset)?.message;
  }

  /** An acknowledged message may be here before its elders, so the offset decides. Of two tales of one message the one that knows of more changes counts. */
  put(entry) {
    const { offset, changed = 0 } = entry.message;
    const elder = this.entries.findLastIndex(({ message }) => message && message.offset <= offset);
    const there = this.entries[elder]?.message;
    if (there?.offset !== offset) this.entries.splice(this.#place(elder), 0, entry);
    else if (!(there.changed > changed)) this.entries[elder] = entry;
  }

  /** A quiet line. Of many in a row only the newest stay. */
  note(notice) {
    this.entries.push({ key: `n${notices++}`, notice: { ...notice, at: new Date() } });
    const before = this.entries.length - NOTICES_IN_A_ROW - 1;
    if (before >= 0 && this.entries.slice(before).every(entry => entry.notice)) this.entries.splice(before, 1);
  }

  apply(target, apply) {
    const place = this.entries.findIndex(({ message }) => message?.offset === target);
    if (place >= 0) this.entries[place] = { ...this.entries[place], message: apply(this.entries[place].message) };
  }

  prepend({ messages, older, floor }) {
    this.entries.unshift(...messages.map(entryOf));
    Object.assign(this, { elder: older, floor });
  }

  append({ messages, newer }) {
    for (const message of messages) this.put(entryOf(message));
    this.newer = newer;
  }

  /** Goes on with the other strip, which reaches further. */
  join({ entries }) {
    const { last = 0 } = this;
    const at = this.entries.at(-1)?.message?.at ?? 0;
    this.entries.push(...entries.filter(({ message, notice }) => message ? message.offset > last : notice.at > at));
    this.newer = undefined;
  }

  /** Keeps so many entries at the end; what is above them is on the server. */
  cutTop(limit) {
    if (this.entries.length <= limit) return;
    this.entries.splice(0, this.entries.length - limit);
    this.elder = this.first ?? this.elder;
  }

  cutBottom(limit) {
    if (this.entries.length <= limit) return;
    this.entries.splice(limit);
    this.newer = this.last ?? this.newer;
  }

  /** After its elder, and after the notices that came since, unless a younger message is there already. */
  #place(elder) {
    const younger = this.entries.findIndex(({ message }, index) => message && index > elder);
    return younger < 0 ? this.entries.length : younger;
  }
}

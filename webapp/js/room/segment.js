const NOTICES_IN_A_ROW = 4;

/** Our own messages keep their key when they are stored, so that the row stays the same. */
export const entryOf = message => ({
  key: message.mine && message.ref ? `r${message.ref}` : `o${message.offset}`,
  message,
});

let notices = 0;

/**
 * A gapless piece of a room's log: messages by offset, with notices between them. A notice of an entry in the log has an
 * offset, too.
 */
export class Segment {
  entries = [];
  /**
   * Where the server has more: `before` the offset `older`, and `after` the offset `newer`; `undefined` if it has none.
   */
  older;
  newer;
  /** The offset before the oldest message on the server. */
  floor = 0;

  static of({ messages, older, newer, floor }) {
    return Object.assign(new Segment(), { entries: messages.map(entryOf), older, newer, floor });
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

  /**
   * Sorts by offset, since an acknowledged message may arrive before earlier ones. Of two versions of a message, keeps
   * the one with more changes.
   */
  put(entry) {
    const { offset, changed = 0 } = entry.message;
    const before = this.entries.findLastIndex(({ message }) => message && message.offset <= offset);
    const known = this.entries[before]?.message;
    if (known?.offset !== offset) this.entries.splice(this.#indexAfter(before), 0, entry);
    else if (!(known.changed > changed)) this.entries[before] = entry;
  }

  /** Adds a notice. Of many in a row, only the newest stay. */
  note(notice) {
    this.entries.push({ key: `n${notices++}`, notice: { ...notice, at: new Date() } });
    const before = this.entries.length - NOTICES_IN_A_ROW - 1;
    const isPassing = ({ notice: each }) => each && !each.entry;
    if (before >= 0 && this.entries.slice(before).every(isPassing)) this.entries.splice(before, 1);
  }

  /** Adds a notice of an entry of the log, before whatever follows it there. */
  record(notice) {
    const { offset, at } = notice.entry;
    const next = this.entries.findIndex(({ message, notice: other }) => (message ?? other?.entry)?.offset >= offset);
    const place = next < 0 ? this.entries.length : next;
    this.entries.splice(place, 0, { key: `e${offset}`, notice: { ...notice, at } });
  }

  apply(target, apply) {
    const index = this.entries.findIndex(({ message }) => message?.offset === target);
    if (index >= 0) this.entries[index] = { ...this.entries[index], message: apply(this.entries[index].message) };
  }

  prepend({ messages, older, floor }) {
    this.entries.unshift(...messages.map(entryOf));
    Object.assign(this, { older, floor });
  }

  append({ messages, newer }) {
    for (const message of messages) this.put(entryOf(message));
    this.newer = newer;
  }

  /** Continues with another segment that reaches further. */
  join({ entries }) {
    const { last = 0 } = this;
    const at = this.entries.at(-1)?.message?.at ?? 0;
    this.entries.push(...entries.filter(({ message, notice }) => (message ? message.offset > last : notice.at > at)));
    this.newer = undefined;
  }

  /** Keeps `limit` entries at the end; those above are on the server. */
  cutTop(limit) {
    if (this.entries.length <= limit) return;
    this.entries.splice(0, this.entries.length - limit);
    this.older = this.first ?? this.older;
  }

  cutBottom(limit) {
    if (this.entries.length <= limit) return;
    this.entries.splice(limit);
    this.newer = this.last ?? this.newer;
  }

  /** After the message at that index and the notices since, but before the next message. */
  #indexAfter(before) {
    const next = this.entries.findIndex(({ message }, index) => message && index > before);
    return next < 0 ? this.entries.length : next;
  }
}

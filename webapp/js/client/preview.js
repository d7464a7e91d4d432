import { folded } from './message-change.js';

const EVENTS = {
  edit: 'edited',
  delete: 'deleted',
  react: 'reacted',
  unreact: 'unreacted',
  pin: 'pinned',
  unpin: 'unpinned',
};

/**
 * What the messages and topic of a room will be once our changes are stored. An acknowledged change counts until it
 * arrives in the log; otherwise the old state would flash up in between.
 */
export class Preview {
  #waiting;
  #settled = [];
  #made = new WeakMap();
  #version = 0;

  /** `waiting()` returns our changes that are not known to be stored, oldest first. */
  constructor(waiting) {
    this.#waiting = waiting;
  }

  /** A change was made, altered its state or is gone. */
  changed() {
    this.#version++;
  }

  /** The server has stored the change at this offset. */
  settle(change, offset) {
    this.#settled.push({ ...change, offset });
    this.changed();
  }

  /** The log has arrived up to this offset. */
  seen(upTo) {
    if (!this.#settled.length) return;
    this.#settled = this.#settled.filter(({ offset }) => offset > upTo);
    this.changed();
  }

  clear() {
    this.seen(Infinity);
  }

  topicAfter(topic) {
    const next = this.#all.findLast(({ kind, ifNone }) => kind === 'topic' && !(ifNone && topic));
    return next ? next.topic : topic;
  }

  /**
   * The message with our pending changes: the given object if there are none, and the same result until something
   * changes.
   */
  of(message, me) {
    const before = this.#made.get(message);
    if (before?.version === this.#version) return before.made;
    const meant = this.#all.filter(change => isMeant(message, change));
    const made = meant.length
      ? Object.freeze({ ...meant.reduce((now, change) => applied(now, change, me), message), waiting: true })
      : message;
    this.#made.set(message, { version: this.#version, made });
    return made;
  }

  get #all() {
    return [...this.#settled, ...this.#waiting()];
  }
}

function isMeant({ ref, offset, mine, changed = 0 }, { kind, target, offset: at = Infinity }) {
  return kind in EVENTS && (target === offset || (mine && target === ref)) && at > changed;
}

const applied = (message, { kind, text, emoji, at }, me) =>
  folded(EVENTS[kind], message, { text, emoji, at, author: me }, me);

import { folded } from './message-change.js';

const EVENTS = { edit: 'edited', delete: 'deleted', react: 'reacted', unreact: 'unreacted' };

/**
 * What the messages and the topic of a room will be once our changes are stored. What the server has taken counts until
 * the room has seen it in its log: else the old state would come back for a moment.
 */
export class Preview {
  #waiting;
  #settled = [];
  #made = new WeakMap();
  #version = 0;

  /** `waiting()`: our changes that are not known to be stored, in order. */
  constructor(waiting) {
    this.#waiting = waiting;
  }

  /** One of the changes began, changed its state or is gone. */
  changed() {
    this.#version++;
  }

  /** The server has taken it, at this offset of the log. */
  settle(change, offset) {
    this.#settled.push({ ...change, offset });
    this.changed();
  }

  /** The room has seen its log up to this offset. */
  seen(upTo) {
    if (!this.#settled.length) return;
    this.#settled = this.#settled.filter(({ offset }) => offset > upTo);
    this.changed();
  }

  clear() {
    this.seen(Infinity);
  }

  /** What becomes of the topic. */
  topicAfter(topic) {
    const next = this.#all.findLast(({ kind, ifNone }) => kind === 'topic' && !(ifNone && topic));
    return next ? next.topic : topic;
  }

  /** The message after what waits for it: the same object as long as nothing more happens, and the given one where nothing waits. */
  of(message, me) {
    const before = this.#made.get(message);
    if (before?.version === this.#version) return before.made;
    const meant = this.#all.filter(change => isMeant(message, change));
    const made = meant.length ? Object.freeze({ ...meant.reduce((now, change) => applied(now, change, me), message), waiting: true }) : message;
    this.#made.set(message, { version: this.#version, made });
    return made;
  }

  get #all() {
    return [...this.#settled, ...this.#waiting()];
  }
}

function isMeant({ ref, offset, mine, changed = 0 }, { kind, target, offset: at = Infinity }) {
  return kind in EVENTS && (target === offset || mine && target === ref) && at > changed;
}

const applied = (message, { kind, text, emoji, at }, me) => folded(EVENTS[kind], message, { text, emoji, at, author: me }, me);

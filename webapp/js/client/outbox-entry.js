import { draftOf } from './message.js';
import { changeToKeep, unsentChange } from './unsent-change.js';

/** One thing to send, a message or a change: as it is now, and the promise for it. */
export class OutboxEntry {
  tries = 0;
  /** Whether the server may have it: it was on the wire, or an earlier client may have sent it. */
  isTouched = false;
  isToBeKept = false;
  /** Whether it was said on leaving the page, and can be undone no more. */
  isFlushed = false;
  /** Whether it waits for its time. */
  isHeld = false;
  #keeping = Promise.resolve();
  #due;

  /** What an earlier client left behind. */
  static restored({ ref, room, text, replyTo, at, author, order, change }, me) {
    const facts = { ref, room, at: new Date(at) };
    const item = change ? unsentChange({ ...facts, ...change, kind: change.type })
      : draftOf({ ...facts, text, replyTo, author: author ?? me });
    return Object.assign(new OutboxEntry(item, order), { isTouched: true });
  }

  constructor(item, order) {
    this.item = item;
    this.order = order;
    const sending = new Promise((resolve, reject) => Object.assign(this, { resolve, reject }));
    sending.catch(() => {}); // the item's own state tells of a failure, too
    const name = this.isMessage ? 'message' : 'change';
    const facts = { [name]: { get: () => this.item }, ref: { value: item.ref } };
    this.sending = Object.defineProperties(sending, facts);
  }

  get ref() {
    return this.item.ref;
  }

  get isMessage() {
    return this.item.kind === undefined;
  }

  /** The message of ours that has to be stored before. */
  get waitsFor() {
    return [this.item.target, this.item.replyTo].find(place => typeof place === 'string');
  }

  get command() {
    const { kind = 'post', ref, room, target, text, emoji, topic, replyTo } = this.item;
    return { type: kind, ref, room, target, text, emoji, topic, replyTo };
  }

  /** What is to be kept of it. */
  get draft() {
    const { ref, room, text, replyTo, at, author, error } = this.item;
    const what = this.isMessage ? { text, replyTo, author } : { change: changeToKeep(this.item) };
    const failure = error && { error: { code: error.code, message: error.message } };
    return { ref, room, ...what, at: at.getTime(), order: this.order, ...failure };
  }

  /** The message that it waited for has its place. */
  place(ref, offset) {
    const { target, replyTo } = this.item;
    if (target === ref) this.become({ target: offset });
    if (replyTo === ref) this.become({ replyTo: offset });
  }

  /** Waits so many milliseconds before it may be sent, and calls `due` then. */
  hold(milliseconds, due) {
    if (!(milliseconds > 0)) return;
    this.isHeld = true;
    this.#due = setTimeout(() => due(this.release()), milliseconds);
  }

  release() {
    clearTimeout(this.#due);
    this.isHeld = false;
  }

  /** Puts it into the drawer as it is now; calls `done(kept)` unless that is outdated by then. */
  keepIn(drawer, done) {
    this.isToBeKept = true;
    const keeping = this.#keeping = drawer.put(this.draft).then(kept => {
      if (keeping !== this.#keeping) return;
      this.isToBeKept = false;
      done(kept);
    });
  }

  /** Takes it out of the drawer. The `others`, which waited for it, are kept with its place first. */
  forgetIn(drawer, others = []) {
    Promise.all([this, ...others].map(entry => entry.#keeping)).then(() => drawer.delete(this.ref));
  }

  become(changes) {
    this.item = Object.freeze({ ...this.item, ...changes });
  }

  settle({ offset, at }) {
    this.resolve(this.isMessage ? this.item : { offset, at });
  }
}

import { Deferred } from './deferred.js';
import { draftOf } from './message.js';
import { changeToKeep, unsentChange } from './unsent-change.js';

/** A message or change to send, and the promise for it. */
export class OutboxEntry extends Deferred {
  tries = 0;
  /** Whether the server may have it: we, or an earlier client, may have sent it. */
  isTouched = false;
  isToBeKept = false;
  /** Whether it was sent when leaving the page, so that it can no longer be undone. */
  isFlushed = false;
  /** Whether it is held back until it is due. */
  isHeld = false;
  #keeping = Promise.resolve();
  #due;

  /** From a draft of an earlier client. */
  static restored({ ref, room, text, replyTo, at, author, order, change }, me) {
    const facts = { ref, room, at: new Date(at) };
    const item = change
      ? unsentChange({ ...facts, ...change, kind: change.type })
      : draftOf({ ...facts, text, replyTo, author: author ?? me });
    return Object.assign(new OutboxEntry(item, order), { isTouched: true });
  }

  constructor(item, order) {
    super(); // nobody has to await it: the item's state reports a failure, too
    this.item = item;
    this.order = order;
    const name = this.isMessage ? 'message' : 'change';
    const facts = { [name]: { get: () => this.item }, ref: { value: item.ref } };
    this.sending = Object.defineProperties(this.promise, facts);
  }

  get ref() {
    return this.item.ref;
  }

  get isMessage() {
    return this.item.kind === undefined;
  }

  /** The `ref` of our message that must be stored first. */
  get waitsFor() {
    return [this.item.target, this.item.replyTo].find(place => typeof place === 'string');
  }

  get command() {
    const { kind = 'post', ref, room, target, text, emoji, topic, replyTo } = this.item;
    return { type: kind, ref, room, target, text, emoji, topic, replyTo };
  }

  /** What the storage keeps. */
  get draft() {
    const { ref, room, text, replyTo, at, author, error } = this.item;
    const what = this.isMessage ? { text, replyTo, author } : { change: changeToKeep(this.item) };
    const failure = error && { error: { code: error.code, message: error.message } };
    return { ref, room, ...what, at: at.getTime(), order: this.order, ...failure };
  }

  /** The message it waited for has an offset. */
  place(ref, offset) {
    const { target, replyTo } = this.item;
    if (target === ref) this.become({ target: offset });
    if (replyTo === ref) this.become({ replyTo: offset });
  }

  /** Holds the entry back, then calls `due`. */
  hold(milliseconds, due) {
    if (!(milliseconds > 0)) return;
    this.isHeld = true;
    this.#due = setTimeout(() => due(this.release()), milliseconds);
  }

  release() {
    clearTimeout(this.#due);
    this.isHeld = false;
  }

  /** Saves the entry as it is now. Calls `done(kept)` unless a later save has begun by then. */
  keepIn(drafts, done) {
    this.isToBeKept = true;
    const keeping = (this.#keeping = drafts.put(this.draft).then(kept => {
      if (keeping !== this.#keeping) return;
      this.isToBeKept = false;
      done(kept);
    }));
  }

  /** Deletes the draft, after saving those of the `others` that waited for it. */
  forgetIn(drafts, others = []) {
    Promise.all([this, ...others].map(entry => entry.#keeping)).then(() => drafts.delete(this.ref));
  }

  become(changes) {
    this.item = Object.freeze({ ...this.item, ...changes });
  }

  settle({ offset, at }) {
    this.resolve(this.isMessage ? this.item : { offset, at });
  }
}

import { ParleyError } from './error.js';

const TRIES_OF_A_FAILING_SERVER = 3;

/**
 * What was said in one room and is not yet known to be stored, in the order in which it was said. One post is on the wire at a time: so a post
 * that has to be repeated cannot be overtaken. A post keeps its `ref` over all repetitions, and the server stores a `ref` once.
 */
export class Outbox {
  #room;
  #wire;
  #ackTimeout;
  #entries = [];
  #flying;
  #timer;
  #isOpen = false;

  constructor(room, wire, ackTimeout) {
    this.#room = room;
    this.#wire = wire;
    this.#ackTimeout = ackTimeout;
  }

  get messages() {
    return this.#entries.map(entry => entry.message);
  }

  /** A promise for the stored message, which has the message that is not yet stored as its field `message`. */
  add(text, ref) {
    const entry = { tries: 0 };
    const sending = new Promise((resolve, reject) => Object.assign(entry, { resolve, reject }));
    sending.catch(() => {}); // the message's own state tells of a failure, too
    const author = this.#wire.me ?? { id: '', name: '' };
    entry.message = Object.freeze({ ref, room: this.#room.id, offset: NaN, at: new Date(), author, mine: true, text, state: 'queued' });
    this.#entries.push(entry);
    this.#change(entry, {});
    this.#next();
    return Object.defineProperties(sending, { message: { get: () => entry.message }, ref: { value: ref } });
  }

  /** The room can be posted to. */
  open() {
    this.#isOpen = true;
    this.#next();
  }

  /** The room cannot be posted to for now. What became of the post on the wire is unknown, so it is going to be repeated. */
  shut() {
    this.#isOpen = false;
    if (this.#flying) this.#change(this.#flying, { state: 'queued' });
    this.#land();
  }

  /** The room's log has this message. */
  seen({ ref, offset, at, author }) {
    const entry = this.#find(ref);
    if (entry) this.#stored(entry, { offset, at, author });
  }

  retry(ref) {
    const entry = this.#find(ref);
    if (entry?.message.state !== 'failed') return;
    this.#remove(entry);
    this.#entries.push(entry);
    entry.tries = 0;
    this.#change(entry, { state: 'queued', error: undefined });
    this.#next();
  }

  discard(ref) {
    const entry = this.#find(ref);
    if (!entry || entry === this.#flying) return;
    this.#remove(entry);
    entry.reject(new ParleyError('discarded'));
  }

  /** Nothing will be sent any more. */
  close(error) {
    this.shut();
    for (const entry of this.#entries.splice(0)) {
      this.#change(entry, { state: 'failed', error });
      entry.reject(error);
    }
  }

  #next() {
    if (!this.#isOpen || this.#timer) return;
    const entry = this.#entries.find(each => each.message.state === 'queued');
    if (!entry) return;
    const { ref, room, text } = entry.message;
    this.#flying = entry;
    this.#timer = setTimeout(() => this.#overdue(entry), this.#ackTimeout);
    this.#change(entry, { state: 'sending' });
    this.#wire.send({ type: 'post', ref, room, text }, reply => this.#answered(entry, reply));
  }

  #answered(entry, reply) {
    if (reply.type === 'ack') this.#stored(entry, { offset: reply.offset, at: new Date(reply.at), author: this.#wire.me });
    else if (entry === this.#flying) this.#refused(entry, ParleyError.of(reply));
  }

  #stored(entry, facts) {
    if (!this.#remove(entry)) return;
    if (entry === this.#flying) this.#land();
    this.#change(entry, { ...facts, state: 'sent', error: undefined });
    entry.resolve(entry.message);
    this.#next();
  }

  #refused(entry, error) {
    this.#land();
    if (this.#isPassing(entry, error)) {
      this.#change(entry, { state: 'queued' });
      this.#timer = setTimeout(() => this.#goOn(), error.retryAfter ?? 1_000);
      if (error.code === 'not-joined') this.#room.enter();
    } else {
      this.#change(entry, { state: 'failed', error });
      entry.reject(error);
      this.#next();
    }
  }

  #isPassing(entry, { code }) {
    return ['rate-limited', 'busy', 'not-joined'].includes(code) || code === 'server' && ++entry.tries < TRIES_OF_A_FAILING_SERVER;
  }

  #overdue(entry) {
    this.#land();
    this.#change(entry, { state: 'queued' });
    this.#wire.probe();
    this.#next();
  }

  #goOn() {
    this.#land();
    this.#next();
  }

  #land() {
    clearTimeout(this.#timer);
    this.#timer = this.#flying = undefined;
  }

  #change(entry, changes) {
    entry.message = Object.freeze({ ...entry.message, ...changes });
    this.#room.emit('update', { message: entry.message });
  }

  #find(ref) {
    return this.#entries.find(entry => entry.message.ref === ref);
  }

  #remove(entry) {
    const index = this.#entries.indexOf(entry);
    if (index >= 0) this.#entries.splice(index, 1);
    return index >= 0;
  }
}

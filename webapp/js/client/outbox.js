import { ParleyError } from './error.js';
import { draftOf } from './message.js';

const TRIES_OF_A_FAILING_SERVER = 3;

/**
 * What was said in one room and is not yet known to be stored by the server, in the order in which it was said. One post is on the wire at a time: so a post
 * that has to be repeated cannot be overtaken. A post keeps its `ref` over all repetitions, and the server stores a `ref` once. It is in the drawer before it is on the wire.
 */
export class Outbox {
  #room;
  #wire;
  #ackTimeout;
  #entries = [];
  #left = [];
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
  add(text, ref, replyTo) {
    const known = this.#find(ref);
    if (known) return known.sending;
    const entry = this.#enter({ ref, text, replyTo, at: new Date(), author: this.#wire.author }, this.#wire.order());
    this.#entries.push(entry);
    this.#keep(entry);
    this.#change(entry, {});
    return entry.sending;
  }

  /** Takes in what an earlier client left behind, before what was said since. */
  restore({ ref, text, replyTo, at, author, order, error }) {
    if (this.#find(ref)) return;
    const entry = this.#enter({ ref, text, replyTo, at: new Date(at), author }, order);
    const younger = this.#entries.findIndex(each => each.order > order);
    this.#entries.splice(younger < 0 ? this.#entries.length : younger, 0, entry);
    this.#change(entry, { kept: true, ...error && { state: 'failed', error: ParleyError.of(error) } });
  }

  /** The room can be posted to. */
  open() {
    this.#isOpen = true;
    this.goOn();
  }

  /** The room cannot be posted to for now. What became of the post on the wire is unknown, so it is going to be repeated. */
  shut() {
    this.#isOpen = false;
    if (this.#flying) this.#change(this.#flying, { state: 'queued' });
    this.#land();
  }

  /** The room's log has this message. */
  seen({ state, ...facts }) {
    const entry = this.#find(facts.ref);
    if (entry) this.#stored(entry, facts);
  }

  retry(ref) {
    const entry = this.#find(ref);
    if (entry?.message.state !== 'failed') return;
    this.#entries.splice(this.#entries.indexOf(entry), 1);
    this.#entries.push(entry);
    entry.tries = 0;
    entry.order = this.#wire.order();
    this.#change(entry, { state: 'queued', error: undefined });
    this.#keep(entry);
  }

  discard(ref) {
    const entry = this.#find(ref);
    if (!entry || entry === this.#flying) return;
    this.#remove(entry);
    entry.reject(new ParleyError('discarded'));
  }

  /** Nothing will be sent any more, by this client; the next one finds what is kept. */
  close(error) {
    this.shut();
    this.#left = this.#entries.splice(0);
    for (const entry of this.#left) {
      this.#change(entry, { state: 'failed', error });
      entry.reject(error);
    }
  }

  /** Leaves what is not sent yet to another one. */
  moveTo(other) {
    this.shut();
    other.#entries.push(...this.#entries.splice(0));
    other.#entries.sort((a, b) => a.order - b.order);
  }

  /** Keeps nothing for the next client, either. */
  clear() {
    for (const entry of [...this.#entries, ...this.#left]) this.#forget(entry);
  }

  goOn() {
    if (!this.#isOpen || this.#timer || !this.#wire.isComplete) return;
    const entry = this.#entries.find(each => each.message.state === 'queued');
    if (!entry || entry.isToBeKept) return;
    const { ref, room, text, replyTo } = entry.message;
    this.#flying = entry;
    this.#timer = setTimeout(() => this.#overdue(entry), this.#ackTimeout);
    this.#change(entry, { state: 'sending' });
    this.#wire.send({ type: 'post', ref, room, text, replyTo }, reply => this.#answered(entry, reply));
  }

  #enter({ ref, text, replyTo, at, author = this.#wire.author }, order) {
    const entry = { order, tries: 0, keeping: Promise.resolve() };
    const sending = new Promise((resolve, reject) => Object.assign(entry, { resolve, reject }));
    sending.catch(() => {}); // the message's own state tells of a failure, too
    entry.message = draftOf({ ref, room: this.#room.id, at, author, text, replyTo });
    entry.sending = Object.defineProperties(sending, { message: { get: () => entry.message }, ref: { value: ref } });
    return entry;
  }

  /** Puts the message into the drawer as it is now. Until it is there it is not sent. */
  #keep(entry) {
    const { ref, room, text, replyTo, at, author, error } = entry.message;
    const draft = { ref, room, text, replyTo, at: at.getTime(), author, order: entry.order, ...error && { error: { code: error.code, message: error.message } } };
    entry.isToBeKept = true;
    const keeping = entry.keeping = this.#wire.drawer.put(draft).then(kept => {
      if (keeping !== entry.keeping || !this.#entries.includes(entry)) return;
      entry.isToBeKept = false;
      if (kept !== entry.message.kept) this.#change(entry, { kept });
      this.goOn();
    });
  }

  #forget(entry) {
    entry.keeping.then(() => this.#wire.drawer.delete(entry.message.ref));
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
    this.goOn();
  }

  #refused(entry, error) {
    this.#land();
    if (this.#isPassing(entry, error)) {
      this.#change(entry, { state: 'queued' });
      this.#timer = setTimeout(() => this.#again(), error.retryAfter ?? 1_000);
      if (error.code === 'not-joined') this.#room.enter();
    } else {
      this.#change(entry, { state: 'failed', error });
      this.#keep(entry);
      entry.reject(error);
      this.goOn();
    }
  }

  #isPassing(entry, error) {
    return error.isPassing || error.code === 'not-joined' || error.code === 'server' && ++entry.tries < TRIES_OF_A_FAILING_SERVER;
  }

  #overdue(entry) {
    this.#land();
    this.#change(entry, { state: 'queued' });
    this.#wire.probe();
    this.goOn();
  }

  #again() {
    this.#land();
    this.goOn();
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

  /** Whether it was still there. */
  #remove(entry) {
    const index = this.#entries.indexOf(entry);
    if (index < 0) return false;
    this.#entries.splice(index, 1);
    this.#forget(entry);
    return true;
  }
}

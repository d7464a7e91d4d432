import { ParleyError } from './error.js';
import { OutboxEntry } from './outbox-entry.js';
import { StoredOffsets } from './stored-offsets.js';

const TRIES_OF_A_FAILING_SERVER = 3;

/**
 * What we said and changed in one room and is not yet known to be stored by the server, in the order in which we did it.
 * One command is on the wire at a time: so one that has to be repeated cannot be overtaken. A command keeps its `ref`
 * over all repetitions, and the server stores a `ref` once. It is in the drawer before it is on the wire.
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
  #places = new StoredOffsets();

  constructor(room, wire, ackTimeout) {
    this.#room = room;
    this.#wire = wire;
    this.#ackTimeout = ackTimeout;
  }

  get messages() {
    return this.#entries.filter(({ isMessage }) => isMessage).map(({ item }) => item);
  }

  /** Those of a room that is closed stay unsent: the next client may take them over. */
  get changes() {
    return [...this.#left, ...this.#entries].filter(({ isMessage }) => !isMessage).map(({ item }) => item);
  }

  /** A promise for the stored message or change, which has the one that is not yet stored as its field `message` or `change`. */
  add(item) {
    const known = this.#find(item.ref);
    if (known) return known.sending;
    const post = this.#entries.find(({ ref, isMessage, isTouched }) => isMessage && !isTouched && ref === item.target);
    if (post && item.kind === 'edit') return this.#rewrite(post, item);
    const entry = new OutboxEntry(item, this.#wire.order());
    this.#entries.push(entry);
    entry.hold(item.dueAt - item.at, () => this.goOn());
    this.#keep(entry);
    this.#change(entry, {});
    return entry.sending;
  }

  /** Takes in what an earlier client left behind, before what was said since. */
  restore(draft) {
    const { ref, order, error, change } = draft;
    if (this.#find(ref)) return;
    const entry = OutboxEntry.restored({ ...draft, room: this.#room.id }, this.#wire.author);
    const younger = this.#entries.findIndex(each => each.order > order);
    this.#entries.splice(younger < 0 ? this.#entries.length : younger, 0, entry);
    entry.hold(Math.min(change?.dueAt - Date.now(), change?.dueAt - draft.at), () => this.goOn());
    this.#change(entry, { kept: true, ...error && { state: 'failed', error: ParleyError.of(error) } });
  }

  /** The room can be posted to. */
  open() {
    this.#isOpen = true;
    this.goOn();
  }

  /** The room cannot be posted to for now. What became of the command on the wire is unknown, so it is going to be repeated. */
  shut() {
    this.#isOpen = false;
    if (this.#flying) this.#change(this.#flying, { state: 'queued' });
    this.#land();
  }

  /** The room's log has this, a message or a change. */
  seen(ref, { state, ...facts }) {
    const entry = this.#find(ref);
    if (entry) this.#stored(entry, facts);
  }

  /** The page may go: what was kept back for a while is said now. */
  flush() {
    for (const entry of this.#entries.filter(({ isHeld }) => isHeld)) {
      entry.release();
      if (!this.#isOpen || entry.waitsFor) continue;
      entry.isFlushed = true;
      this.#wire.send(entry.command, reply => this.#answered(entry, reply));
    }
    if (this.#wire.isComplete) this.#settleTargets();
  }

  retry(ref) {
    const entry = this.#find(ref);
    if (entry?.item.state !== 'failed') return;
    this.#entries.splice(this.#entries.indexOf(entry), 1);
    this.#entries.push(entry);
    entry.tries = 0;
    entry.order = this.#wire.order();
    this.#change(entry, { state: 'queued', error: undefined });
    this.#keep(entry);
  }

  /** Whether it was given up, with all that was to be done with it. */
  discard(ref) {
    const entry = this.#find(ref);
    if (!entry || entry.isFlushed || entry === this.#flying || !this.#remove(entry)) return false;
    entry.reject(new ParleyError('discarded'));
    this.#change(entry, { state: 'discarded' });
    for (const other of this.#entries.filter(({ waitsFor }) => waitsFor === ref)) this.#orphan(other, 'discarded');
    return true;
  }

  /** Nothing will be sent any more, by this client; the next one finds what is kept. */
  close(error) {
    this.shut();
    this.#left = this.#entries.splice(0);
    for (const entry of this.#left) {
      entry.release();
      this.#change(entry, { state: 'failed', error });
      entry.reject(error);
    }
  }

  /** Leaves what is not sent yet to another one. */
  moveTo(other) {
    this.shut();
    const entries = this.#entries.splice(0);
    other.#entries.push(...entries);
    other.#entries.sort((a, b) => a.order - b.order);
    for (const entry of entries) {
      entry.release();
      entry.hold(entry.item.dueAt - Date.now(), () => other.goOn());
    }
  }

  /** Keeps nothing for the next client, either. */
  clear() {
    for (const entry of [...this.#entries, ...this.#left]) entry.forgetIn(this.#wire.drawer);
  }

  goOn() {
    if (this.#wire.isComplete) this.#settleTargets();
    if (!this.#isOpen || this.#timer || !this.#wire.isComplete) return;
    const entry = this.#entries.find(({ item, isHeld, waitsFor }) => item.state === 'queued' && !isHeld && !waitsFor);
    if (!entry || entry.isToBeKept) return;
    if (entry.item.ifNone && this.#room.topic) return void (this.discard(entry.ref) && this.goOn());
    this.#flying = entry;
    this.#timer = setTimeout(() => this.#overdue(entry), this.#ackTimeout);
    entry.isTouched = true;
    this.#change(entry, { state: 'sending' });
    this.#wire.send(entry.command, reply => this.#answered(entry, reply));
  }

  /** Nobody has seen the message yet: it says the other thing from the beginning. */
  #rewrite(post, { text }) {
    this.#change(post, { text });
    this.#keep(post);
    const rewriting = post.sending.then(({ offset, at }) => ({ offset, at }));
    rewriting.catch(() => {});
    return Object.defineProperties(rewriting, { change: { value: undefined }, ref: { value: post.ref } });
  }

  /** What is to be done with messages that wait themselves. */
  #settleTargets() {
    for (const entry of this.#entries.filter(({ waitsFor }) => waitsFor)) {
      const ref = entry.waitsFor;
      const post = this.#find(ref);
      if (!this.#entries.includes(entry)) continue; // given up with another one
      if (this.#places.has(ref)) this.#place(entry, ref);
      else if (!post) this.#orphan(entry, 'not-found');
      else if (entry.item.kind === 'delete' && !entry.isHeld && !post.isTouched) this.#withdraw(entry, post);
    }
  }

  /** Nobody has seen the message, and nobody will. */
  #withdraw(entry, post) {
    this.#remove(entry);
    this.#change(entry, { state: 'sent' });
    entry.settle({ offset: NaN, at: new Date() });
    this.discard(post.ref);
  }

  /** The message that it waited for will never be sent. An answer is a message all the same. */
  #orphan(entry, code) {
    if (entry.isMessage) this.#place(entry, entry.waitsFor);
    else this.#fail(entry, new ParleyError(code, 'The message was not sent'), code === 'discarded' ? code : 'failed');
  }

  /** `ref`: of the message that it waited for and that has its place, or will have none. */
  #place(entry, ref) {
    entry.place(ref, this.#places.get(ref));
    this.#change(entry, {});
    this.#keep(entry);
  }

  /** Until it is in the drawer it is not sent. */
  #keep(entry) {
    entry.keepIn(this.#wire.drawer, kept => {
      if (!this.#entries.includes(entry)) return;
      if (kept !== entry.item.kept) this.#change(entry, { kept });
      this.goOn();
    });
  }

  #answered(entry, reply) {
    if (reply.type === 'ack') this.#stored(entry, { offset: reply.offset, at: new Date(reply.at), ...entry.isMessage && { author: this.#wire.me } });
    else if (entry === this.#flying) this.#refused(entry, ParleyError.of(reply));
  }

  #stored(entry, facts) {
    if (!this.#entries.includes(entry)) return;
    if (entry === this.#flying) this.#land();
    const others = this.#entries.filter(({ waitsFor }) => waitsFor === entry.ref);
    if (entry.isMessage) this.#places.put(entry.ref, facts.offset);
    for (const other of others) this.#place(other, entry.ref);
    this.#remove(entry, others);
    if (entry.isMessage) this.#change(entry, { ...facts, state: 'sent', error: undefined });
    else this.#change(entry, { state: 'sent' }, facts.offset);
    entry.settle(facts);
    this.goOn();
  }

  #refused(entry, error) {
    this.#land();
    if (this.#isPassing(entry, error)) {
      this.#change(entry, { state: 'queued' });
      this.#timer = setTimeout(() => this.#again(), error.retryAfter ?? 1_000);
      if (error.code === 'not-joined') this.#room.enter();
    } else {
      this.#fail(entry, error);
      this.goOn();
    }
  }

  /** A message stays, to be tried again or discarded. A change is taken back. */
  #fail(entry, error, state = 'failed') {
    if (entry.isMessage) {
      this.#change(entry, { state: 'failed', error });
      this.#keep(entry);
    } else {
      this.#remove(entry);
      this.#change(entry, { state, error });
    }
    entry.reject(error);
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

  /** `offset`: where the log has the change. */
  #change(entry, changes, offset) {
    entry.become(changes);
    this.#room.altered(entry.item, offset);
  }

  #find(ref) {
    return this.#entries.find(entry => entry.ref === ref);
  }

  /** Whether it was still there. */
  #remove(entry, others) {
    const index = this.#entries.indexOf(entry);
    if (index < 0) return false;
    this.#entries.splice(index, 1);
    entry.release();
    entry.forgetIn(this.#wire.drawer, others);
    return true;
  }
}

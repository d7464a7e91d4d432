import { Emitter } from './emitter.js';
import { ParleyError } from './error.js';
import { Outbox } from './outbox.js';
import { token } from './token.js';

/** A room that this client takes part in, over all the sessions that it takes. */
export class Room extends Emitter {
  /** The offset of the newest message that was seen; `NaN` before the first one. */
  offset = NaN;
  online = 0;
  joined = false;
  #isClosed = false;
  #wire;
  #outbox;
  #position;
  #head = -1;
  #history = 'history';
  #members = new Map();
  #entered = {};
  #retry;

  constructor(id, wire, { ackTimeout, since }) {
    super();
    this.id = id;
    this.#wire = wire;
    this.#position = since;
    this.#outbox = new Outbox(this, wire, ackTimeout);
    this.#entered.promise = new Promise((resolve, reject) => Object.assign(this.#entered, { resolve, reject }));
    this.#entered.promise.catch(() => {});
  }

  /** Where to go on: what a later `join` of this room takes as `since`. */
  get position() {
    return this.#position;
  }

  /** Settles when the server has let us in, or has refused to. */
  get entered() {
    return this.#entered.promise;
  }

  /** Whether what was here before we came, or came while we were away, is still on its way. */
  get isBehind() {
    return this.offset < this.#head;
  }

  get outbox() {
    return this.#outbox;
  }

  get unsent() {
    return this.#outbox.messages;
  }

  members() {
    return [...this.#members.values()];
  }

  send(text, { ref = token() } = {}) {
    return this.#outbox.add(text, ref);
  }

  /** A page of what was said, oldest first. It changes nothing of what the room has seen. */
  async history({ before, after, around, limit } = {}) {
    await this.entered;
    const { messages, head, floor, older, newer } = await this.#wire.ask({ type: 'history', room: this.id, before, after, around, limit });
    return { messages: messages.map(event => this.#message(event)), head, floor, older, newer };
  }

  leave() {
    return this.#wire.leave(this);
  }

  /** Asks to be let in, at the beginning of every session. */
  enter() {
    clearTimeout(this.#retry);
    this.#outbox.shut();
    this.#wire.send({ type: 'join', ref: token(), room: this.id, since: this.#position }, reply => this.#answered(reply));
  }

  /** The session is over; the next one will enter again. */
  exit() {
    clearTimeout(this.#retry);
    this.joined = false;
    this.#outbox.shut();
  }

  close(error = new ParleyError('closed', 'The room was left')) {
    this.#isClosed = true;
    this.exit();
    this.#outbox.close(error);
    this.#entered.reject(error);
  }

  take(event) {
    if (!this.joined) return; // left a moment ago and entered again: this is still from the time before
    switch (event.type) {
      case 'message': return this.#heard(event);
      case 'member-joined': return this.#came(event);
      case 'member-left': return this.#went(event);
      case 'members': return this.#replaceMembers(event);
      case 'reset': return this.#startAfresh(event);
    }
  }

  #answered(reply) {
    if (this.#isClosed) return; // left before the answer came
    if (reply.type === 'joined') return this.#begin(reply);
    const error = ParleyError.of(reply);
    if (error.isPassing || error.code === 'server') this.#retry = setTimeout(() => this.enter(), error.retryAfter ?? 2_000);
    else this.#wire.dismiss(this, error);
  }

  #begin(joined) {
    const first = !this.joined && Number.isNaN(this.offset) && !this.#members.size;
    if (joined.recovered || first) {
      this.#head = joined.head;
      this.#position = joined.position;
      this.#history = joined.recovered ? 'resume' : 'history';
    } else {
      this.#startAfresh(joined);
    }
    this.joined = true;
    this.#replaceMembers(joined);
    this.#entered.resolve(this);
    this.#outbox.open();
  }

  #startAfresh({ position, head }) {
    this.#position = position;
    this.#head = head;
    this.#history = 'history';
    this.offset = NaN;
    this.emit('reset', { head });
  }

  #heard(event) {
    const { offset, position } = event;
    if (offset <= this.offset) return;
    this.offset = offset;
    this.#position = position;
    this.emit('message', { message: this.#message(event), cause: offset <= this.#head ? this.#history : 'live' });
  }

  /** What is in the log needs not be sent any more. */
  #message({ offset, at, author, text, ref }) {
    const mine = author.id === this.#wire.me.id;
    const message = Object.freeze({ ref, room: this.id, offset, at: new Date(at), author, mine, text, state: 'sent' });
    if (mine && ref) this.#outbox.seen(message);
    return message;
  }

  #came({ member, online }) {
    this.online = online;
    this.#members.set(member.id, member);
    this.emit('members', { joined: [member], left: [], cause: 'live' });
  }

  #went({ member, online }) {
    this.online = online;
    this.#members.delete(member.id);
    this.emit('members', { joined: [], left: [member], cause: 'live' });
  }

  #replaceMembers({ members, online }) {
    const before = this.#members;
    this.online = online;
    this.#members = new Map(members.map(member => [member.id, member]));
    const joined = members.filter(({ id }) => !before.has(id));
    const left = [...before.values()].filter(({ id }) => !this.#members.has(id));
    this.emit('members', { joined, left, cause: 'snapshot' });
  }
}

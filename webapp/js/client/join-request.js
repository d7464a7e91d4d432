import { ParleyError } from './error.js';
import { token } from './token.js';

const AGAIN_IN = 2_000;

/** The way into a room: asks at the beginning of every session, and again where that will do later. */
export class JoinRequest {
  /** Whether the room is made where it does not exist. */
  mayCreate;
  #room;
  #wire;
  #retry;
  #isOver = false;
  #first = {};

  constructor(room, wire, mayCreate) {
    this.#room = room;
    this.#wire = wire;
    this.mayCreate = mayCreate;
    this.#first.promise = new Promise((resolve, reject) => Object.assign(this.#first, { resolve, reject }));
    this.#first.promise.catch(() => {});
  }

  /** Settles when the server has first let us in, or has refused to. */
  get first() {
    return this.#first.promise;
  }

  /** Calls `begin(joined)` when we are let in. */
  ask(since, begin) {
    this.stop();
    const create = this.mayCreate ? undefined : false;
    const join = { type: 'join', ref: token(), room: this.#room.id, since, create };
    this.#wire.send(join, reply => this.#isOver || this.#answered(reply, begin));
  }

  /** We are in. Should the server lose the room, we bring it back. */
  succeed() {
    this.mayCreate = true;
    this.#first.resolve(this.#room);
  }

  /** Another room takes this one's place. */
  yieldTo(other) {
    this.#first.resolve(other);
  }

  stop() {
    clearTimeout(this.#retry);
  }

  /** The room is closed, perhaps before the answer came. */
  end(error) {
    this.#isOver = true;
    this.stop();
    this.#first.reject(error);
  }

  #answered(reply, begin) {
    if (reply.type === 'joined') return begin(reply);
    const error = ParleyError.of(reply);
    if (!error.isPassing && error.code !== 'server') this.#wire.dismiss(this.#room, error);
    else this.#retry = setTimeout(() => this.#room.enter(), error.retryAfter ?? AGAIN_IN);
  }
}

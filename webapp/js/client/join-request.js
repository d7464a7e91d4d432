import { Deferred } from './deferred.js';
import { ParleyError } from './error.js';
import { isAddress } from './room-name.js';
import { token } from './token.js';

const AGAIN_IN = 2_000;

/** Joins a room at the start of every session, and retries where that may succeed later. */
export class JoinRequest {
  /** Whether the server may create the room. */
  mayCreate;
  #room;
  #wire;
  #retry;
  #isOver = false;
  #first = new Deferred();

  constructor(room, wire, mayCreate) {
    this.#room = room;
    this.#wire = wire;
    this.mayCreate = mayCreate;
  }

  /** Settles when the server first lets us in or refuses. */
  get first() {
    return this.#first.promise;
  }

  /** Calls `begin(joined)` when the server lets us in. */
  send(since, begin) {
    this.stop();
    const create = this.mayCreate || isAddress(this.#room.id) ? undefined : false; // an address is never created
    const join = { type: 'join', ref: token(), room: this.#room.id, since, create };
    this.#wire.send(join, reply => this.#isOver || this.#answered(reply, begin));
  }

  /** We are in. If the server loses the room, we create it again. */
  succeed() {
    this.mayCreate = true;
    this.#first.resolve(this.#room);
  }

  /** Another room object takes over. */
  yieldTo(other) {
    this.#first.resolve(other);
  }

  stop() {
    clearTimeout(this.#retry);
  }

  /** The room is closed, perhaps before the reply arrives. */
  end(error) {
    this.#isOver = true;
    this.stop();
    this.#first.reject(error);
  }

  #answered(reply, begin) {
    if (reply.type === 'joined') return begin(reply);
    const error = ParleyError.of(reply);
    if (!error.isPassing && error.code !== 'server') this.#wire.refused(this.#room, error);
    else this.#retry = setTimeout(() => this.#room.enter(), error.retryAfter ?? AGAIN_IN);
  }
}

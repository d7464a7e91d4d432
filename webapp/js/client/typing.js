import { token } from './token.js';

const RENEW = 3_000;

/** Who is writing in a room: says that we are, and knows who else is. */
export class Typing {
  members = [];
  #room;
  #wire;
  #saidAt = -Infinity;

  constructor(room, wire) {
    this.#room = room;
    this.#wire = wire;
  }

  /** To be called with every key: the server is told when it has to be. */
  say() {
    const now = performance.now();
    if (!this.#room.joined || now - this.#saidAt < RENEW) return;
    this.#saidAt = now;
    this.#wire.tell({ type: 'typing', ref: token(), room: this.#room.id });
  }

  /** What we have sent ends our writing, so the next key begins it again. */
  done() {
    this.#saidAt = -Infinity;
  }

  heard({ members, count }) {
    const others = members.filter(({ id }) => id !== this.#wire.me.id);
    this.#set(others, count - (members.length - others.length));
  }

  reset() {
    this.#saidAt = -Infinity;
    if (this.members.length) this.#set([], 0);
  }

  #set(members, count) {
    this.members = members;
    this.#room.emit('typing', { members, count });
  }
}

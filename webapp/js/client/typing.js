import { token } from './token.js';

const RENEW = 3_000;

/** Who is typing in a room: reports that we are, and knows who else is. */
export class Typing {
  members = [];
  #room;
  #wire;
  #saidAt = -Infinity;

  constructor(room, wire) {
    this.#room = room;
    this.#wire = wire;
  }

  /** Call on every key press; tells the server only when needed. */
  say() {
    const now = performance.now();
    if (!this.#room.joined || now - this.#saidAt < RENEW) return;
    this.#saidAt = now;
    this.#wire.tell({ type: 'typing', ref: token(), room: this.#room.id });
  }

  /** Sending ends our typing, so the next key press starts it again. */
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

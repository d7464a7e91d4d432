import { isSameRoom } from '../client/room-name.js';
import { LOBBY } from './route.js';

const UNKNOWN = { unread: 0, mentions: 0 };

/** The rooms that we are in, and the lobby, which everybody finds; the one with the latest word first. While somebody points at the list, nothing in it changes its place. */
export class RoomList {
  #order = [];
  #rows = new Map();

  /** As the server has them. */
  list(rows) {
    this.#rows = new Map(rows.map(row => [row.room, row]));
  }

  drop(name) {
    this.#rows.delete(name);
  }

  /** Their names; `talks`: those that are open here, which know more. */
  names(talks, isPointedAt) {
    const known = [...talks.keys(), ...this.#rows.keys()];
    const all = new Set(known.some(name => isSameRoom(name, LOBBY)) ? known : [LOBBY, ...known]);
    if (isPointedAt) this.#order = [...this.#order.filter(name => all.has(name)), ...[...all].filter(name => !this.#order.includes(name))];
    else this.#order = [...all].sort((a, b) => this.#latest(talks, b) - this.#latest(talks, a) || a.localeCompare(b));
    return this.#order;
  }

  /** What is known of each: its open room, or what the server said. */
  facts(talks) {
    return new Map([[LOBBY, UNKNOWN], ...this.#rows, ...[...talks].map(([name, { room }]) => [name, room])]);
  }

  #latest(talks, name) {
    const at = this.#rows.get(name)?.at;
    return Math.max(talks.get(name)?.latest ?? 0, at ? Date.parse(at) : 0);
  }
}

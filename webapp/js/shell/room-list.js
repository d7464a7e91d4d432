import { isSameRoom } from '../client/room-name.js';
import { LOBBY } from './route.js';

const UNKNOWN = { kind: 'public', title: LOBBY, people: [], unread: 0, mentions: 0 };

/**
 * The rooms we are in, and always the lobby; the one with the latest message first. While pointed at, the list keeps
 * its order.
 */
export class RoomList {
  #order = [];
  #rows = new Map();

  /** Takes the server's list. */
  list(rows) {
    this.#rows = new Map(rows.map(row => [row.room, row]));
  }

  drop(name) {
    this.#rows.delete(name);
  }

  /** `talks`: the open ones by name, which are more up to date. */
  names(talks, isPointedAt) {
    const known = [...talks.keys(), ...this.#rows.keys()];
    const all = new Set(known.some(name => isSameRoom(name, LOBBY)) ? known : [LOBBY, ...known]);
    if (isPointedAt)
      this.#order = [
        ...this.#order.filter(name => all.has(name)),
        ...[...all].filter(name => !this.#order.includes(name)),
      ];
    else this.#order = [...all].sort((a, b) => this.#latest(talks, b) - this.#latest(talks, a) || a.localeCompare(b));
    return this.#order;
  }

  /** What is known of each room, by name: from the open room, else from the server's list. */
  facts(talks) {
    return new Map([[LOBBY, UNKNOWN], ...this.#rows, ...[...talks].map(([name, { room }]) => [name, room])]);
  }

  #latest(talks, name) {
    const at = this.#rows.get(name)?.at;
    return Math.max(talks.get(name)?.latest ?? 0, at ? Date.parse(at) : 0);
  }
}

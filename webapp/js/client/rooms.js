import { isSameRoom, normal } from './room-name.js';

/**
 * The rooms of one client, by name. Names that differ only in case are one room, unless the server has named both:
 * it may have rooms from before names ignored case.
 */
export class Rooms {
  #rooms = new Map();
  #told = new Set();

  get all() {
    return [...this.#rooms.values()];
  }

  /** The server has named these rooms. */
  told(names) {
    for (const name of names) this.#told.add(name);
  }

  /** Takes the server's list of the rooms we belong to. */
  listed(rows) {
    this.told(rows.map(({ room }) => room));
    const byName = new Map(rows.map(row => [row.room, row]));
    for (const room of this.all) room.listed(byName.get(room.id));
  }

  /** By its exact name, as in events. */
  get(name) {
    return this.#rooms.get(name);
  }

  /** By any spelling. */
  find(name) {
    const id = normal(name);
    return (
      this.#rooms.get(id) ?? this.all.find(room => isSameRoom(room.id, id) && !(room.isNamed && this.#told.has(id)))
    );
  }

  add(room) {
    this.#rooms.set(room.id, room);
  }

  /** The server has told us the room's own name. Returns the room that already has it, if another one does. */
  named(room, name) {
    this.told([name]);
    if (name === room.id) return undefined;
    this.delete(room);
    const other = this.get(name);
    if (other) return other;
    room.id = name;
    this.add(room);
    return undefined;
  }

  /** Another room may have this name by now. */
  delete(room) {
    if (this.#rooms.get(room.id) === room) this.#rooms.delete(room.id);
  }
}

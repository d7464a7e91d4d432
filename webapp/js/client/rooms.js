import { isSameRoom, normal } from './room-name.js';

/**
 * The rooms of one client, by their names. Names that differ in case are one room, unless the server has told of both: it
 * may have rooms from before that was so.
 */
export class Rooms {
  #rooms = new Map();
  #told = new Set();

  get all() {
    return [...this.#rooms.values()];
  }

  /** The server has told of rooms of these names. */
  told(names) {
    for (const name of names) this.#told.add(name);
  }

  /** By its own name only, as in events. */
  get(name) {
    return this.#rooms.get(name);
  }

  /** In whatever spelling. */
  find(name) {
    const id = normal(name);
    return this.#rooms.get(id) ?? this.all.find(room => isSameRoom(room.id, id) && !(room.isNamed && this.#told.has(id)));
  }

  add(room) {
    this.#rooms.set(room.id, room);
  }

  /** The server says the room by its own name. Returns the room that has this name already, if another one does. */
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

  /** There may be another room of this name already. */
  delete(room) {
    if (this.#rooms.get(room.id) === room) this.#rooms.delete(room.id);
  }
}

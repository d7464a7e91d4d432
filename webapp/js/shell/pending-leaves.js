import { SafeStorage } from './safe-storage.js';

const ITEM = 'parley.left';

/**
 * Rooms left without the server knowing yet, such as while offline. Any tab of this browser tells it at the next
 * connection.
 */
export class PendingLeaves {
  #store = new SafeStorage(() => localStorage);

  has(room) {
    return this.#rooms.includes(room);
  }

  add(room) {
    if (!this.has(room)) this.#write([...this.#rooms, room]);
  }

  drop(room) {
    if (this.has(room)) this.#write(this.#rooms.filter(each => each !== room));
  }

  /** Forgets rooms that the server no longer lists. */
  keepOnly(rooms) {
    for (const room of this.#rooms) {
      if (!rooms.includes(room)) this.drop(room);
    }
  }

  get #rooms() {
    try {
      return JSON.parse(this.#store.read(ITEM) ?? '[]');
    } catch {
      return []; // not our data
    }
  }

  #write(rooms) {
    this.#store.write(ITEM, JSON.stringify(rooms));
  }
}

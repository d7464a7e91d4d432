import { SafeStorage } from './safe-storage.js';

const ITEM = 'parley.closed';
const MOST = 500;

/**
 * The direct rooms that the user has closed: they are not listed until somebody writes there. We stay in them, since nobody
 * else would tell us.
 */
export class ClosedDirects {
  #store = new SafeStorage(() => localStorage);

  has(room) {
    return this.#rooms.includes(room);
  }

  add(room) {
    if (!this.has(room)) this.#write([...this.#rooms, room].slice(-MOST));
  }

  drop(room) {
    if (this.has(room)) this.#write(this.#rooms.filter(each => each !== room));
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

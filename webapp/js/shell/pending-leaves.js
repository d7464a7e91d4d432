import { SafeStorage } from './safe-storage.js';

const ITEM = 'parley.left';

/** The rooms that were left here and of which the server may not know yet, as when there was no connection: all tabs of this browser tell it with the next one. */
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

  /** Of these the server knows; the others it does not have any more. */
  keepOnly(rooms) {
    for (const room of this.#rooms) {
      if (!rooms.includes(room)) this.drop(room);
    }
  }

  get #rooms() {
    try {
      return JSON.parse(this.#store.read(ITEM) ?? '[]');
    } catch {
      return []; // somebody else wrote there
    }
  }

  #write(rooms) {
    this.#store.write(ITEM, JSON.stringify(rooms));
  }
}

import { Store } from './store.js';

const ITEM = 'parley.rooms';

/** The rooms that this tab is in. They outlast a reload, and another tab has its own. */
export class Opened {
  #store = new Store(() => sessionStorage);

  /** Their names, in the order in which they were opened. */
  get rooms() {
    try {
      return JSON.parse(this.#store.read(ITEM) ?? '[]');
    } catch {
      return []; // somebody else wrote there
    }
  }

  add(room) {
    if (!this.rooms.includes(room)) this.#write([...this.rooms, room]);
  }

  remove(room) {
    this.#write(this.rooms.filter(each => each !== room));
  }

  #write(rooms) {
    this.#store.write(ITEM, JSON.stringify(rooms));
  }
}

import { Store } from './store.js';

const ITEM = 'parley.deletions';
/** Longer than there is time to undo it. */
const DUE = 8_000;

/** Deletions that the server may not know of yet: where the page went before it could say so, the next one does. */
export class PromisedDeletions {
  #store = new Store(() => localStorage);

  add(room, offset) {
    this.#write([...this.#all, { room, offset, at: Date.now() }]);
  }

  drop(room, offset) {
    this.#write(this.#all.filter(each => each.room !== room || each.offset !== offset));
  }

  /** Has what an earlier page has left done by `carryOut(room, offset)`, once it cannot be undone any more. */
  resume(carryOut) {
    for (const { room, offset, at } of this.#all) {
      setTimeout(() => this.#has(room, offset) && carryOut(room, offset), Math.max(0, at + DUE - Date.now()));
    }
  }

  #has(room, offset) {
    return this.#all.some(each => each.room === room && each.offset === offset);
  }

  get #all() {
    try {
      return JSON.parse(this.#store.read(ITEM) ?? '[]');
    } catch {
      return [];
    }
  }

  #write(all) {
    this.#store.write(ITEM, JSON.stringify(all));
  }
}

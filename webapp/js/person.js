import { newKey } from './parley-client.js';
import { Store } from './store.js';

/** Who sits here: a name and the key that makes this browser the same member every time. */
export class Person {
  #store = new Store(() => localStorage);

  get name() {
    return this.#store.read('parley.name');
  }

  set name(name) {
    this.#store.write('parley.name', name);
  }

  get key() {
    if (!this.#store.read('parley.key')) this.#store.write('parley.key', newKey());
    return this.#store.read('parley.key');
  }
}

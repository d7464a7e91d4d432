import { newKey } from './parley-client.js';
import { Store } from './store.js';

const NAME = 'parley.name';

/** Who sits here: a name and the key that makes this browser the same member every time. */
export class Person {
  #store = new Store(() => localStorage);

  get name() {
    return this.#store.read(NAME);
  }

  set name(name) {
    this.#store.write(NAME, name);
  }

  /** Calls `renamed(name)` when another tab has kept another name. */
  watch(renamed) {
    addEventListener('storage', ({ key, newValue }) => key === NAME && newValue && renamed(newValue));
  }

  get key() {
    if (!this.#store.read('parley.key')) this.#store.write('parley.key', newKey());
    return this.#store.read('parley.key');
  }
}

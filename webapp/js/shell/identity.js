import { newKey } from '../parley-client.js';
import { SafeStorage } from './safe-storage.js';

const NAME = 'parley.name';

/** The user's name, and the key that makes this browser the same member every time. */
export class Identity {
  #store = new SafeStorage(() => localStorage);

  get name() {
    return this.#store.read(NAME);
  }

  set name(name) {
    this.#store.write(NAME, name);
  }

  /** Calls `renamed(name)` when another tab stores a new name. */
  watch(renamed) {
    addEventListener('storage', ({ key, newValue }) => key === NAME && newValue && renamed(newValue));
  }

  get key() {
    if (!this.#store.read('parley.key')) this.#store.write('parley.key', newKey());
    return this.#store.read('parley.key');
  }
}

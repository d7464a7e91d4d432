import { newKey } from './parley-client.js';

/** Who sits here: a name and the key that makes this browser the same member every time. Kept in the browser, where it allows that. */
export class Person {
  #memory = new Map();

  get name() {
    return this.#read('parley.name');
  }

  set name(name) {
    this.#write('parley.name', name);
  }

  get key() {
    if (!this.#read('parley.key')) this.#write('parley.key', newKey());
    return this.#read('parley.key');
  }

  #read(item) {
    try {
      return localStorage.getItem(item) ?? this.#memory.get(item);
    } catch {
      return this.#memory.get(item);
    }
  }

  #write(item, value) {
    this.#memory.set(item, value);
    try {
      localStorage.setItem(item, value);
    } catch {
      // storage is full or forbidden: it lasts as long as the page
    }
  }
}

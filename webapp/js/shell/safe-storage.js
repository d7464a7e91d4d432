/** Small things kept in the browser, where it allows that; elsewhere they last as long as the page. */
export class SafeStorage {
  #storage;
  #memory = new Map();

  /** `storage` is a function, because only to look at a forbidden storage throws. */
  constructor(storage) {
    this.#storage = storage;
  }

  read(item) {
    try {
      return this.#storage().getItem(item) ?? this.#memory.get(item);
    } catch {
      return this.#memory.get(item);
    }
  }

  write(item, value) {
    this.#memory.set(item, value);
    try {
      this.#storage().setItem(item, value);
    } catch {
      // full or forbidden
    }
  }
}

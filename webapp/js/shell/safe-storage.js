/** Browser storage that falls back to memory where it is full or forbidden. */
export class SafeStorage {
  #storage;
  #memory = new Map();

  /** `storage` is a function because merely accessing a forbidden storage throws. */
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

  remove(item) {
    this.#memory.delete(item);
    try {
      this.#storage().removeItem(item);
    } catch {
      // forbidden
    }
  }
}

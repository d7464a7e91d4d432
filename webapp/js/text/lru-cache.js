/** A cache that drops the least recently used value when full. */
export class LruCache {
  #limit;
  #values = new Map();

  constructor(limit) {
    this.#limit = limit;
  }

  get(key) {
    const value = this.#values.get(key);
    if (value !== undefined) this.set(key, value);
    return value;
  }

  set(key, value) {
    this.#values.delete(key);
    this.#values.set(key, value);
    if (this.#values.size > this.#limit) this.#values.delete(this.#values.keys().next().value);
  }
}

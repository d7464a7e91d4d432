const MOST = 200;

/** Where messages of ours that were stored lately stand, by their refs: whoever edits one may have begun before. */
export class StoredOffsets {
  #offsets = new Map();

  has(ref) {
    return this.#offsets.has(ref);
  }

  get(ref) {
    return this.#offsets.get(ref);
  }

  put(ref, offset) {
    this.#offsets.set(ref, offset);
    if (this.#offsets.size > MOST) this.#offsets.delete(this.#offsets.keys().next().value);
  }
}

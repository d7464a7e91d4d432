const MOST = 200;

/** Offsets of our recently stored messages by `ref`, for edits that began before the message was stored. */
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

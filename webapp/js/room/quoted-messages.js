/** Quoted messages that are not on screen. Each is loaded once, one after the other. */
export class QuotedMessages {
  #room;
  #changed;
  #known = new Map();
  #asking = Promise.resolve();

  constructor(room, changed) {
    this.#room = room;
    this.#changed = changed;
  }

  /** The message; `undefined` while it loads, `null` if the server does not have it. */
  get(offset) {
    if (!this.#known.has(offset)) this.#ask(offset);
    return this.#known.get(offset);
  }

  apply(target, apply) {
    const message = this.#known.get(target);
    if (message) this.#known.set(target, apply(message));
  }

  clear() {
    this.#known.clear();
  }

  #ask(offset) {
    this.#known.set(offset, undefined);
    this.#asking = this.#asking.then(async () => {
      const message = await this.#room.message(offset).catch(() => undefined);
      this.#known.set(offset, message ?? null);
      this.#changed();
    });
  }
}

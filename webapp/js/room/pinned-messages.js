/** The pinned messages of a room, newest first, kept current until `close()`. */
export class PinnedMessages {
  /** Why they could not be loaded. */
  error;
  #room;
  #changed;
  #following = new AbortController();
  #messages;
  #isLoading = false;
  #isStale = false;

  /** Calls `changed()` when something was loaded. */
  constructor(room, changed) {
    const { signal } = this.#following;
    this.#room = room;
    this.#changed = changed;
    room.on('change', change => this.#follow(change), { signal });
    room.on('reset', () => this.#load(), { signal });
    this.#load();
  }

  /** Without messages that we unpinned, even if the server does not know yet; `undefined` until loaded. */
  get list() {
    return this.#messages?.map(message => this.#room.preview(message)).filter(({ pinned }) => pinned);
  }

  close() {
    this.#following.abort();
  }

  #follow({ kind, target, apply }) {
    this.#messages = this.#messages?.map(apply);
    const isNew = kind === 'pinned' && !this.#messages?.some(({ offset }) => offset === target);
    if (isNew) this.#load();
  }

  /** One request at a time: many messages may be pinned while one runs. */
  async #load() {
    this.#isStale = true;
    if (this.#isLoading) return;
    this.#isLoading = true;
    while (this.#isStale && !this.#following.signal.aborted) {
      this.#isStale = false;
      try {
        this.#messages = await this.#room.pins();
        this.error = undefined;
      } catch (error) {
        this.error = error;
      }
      this.#changed();
    }
    this.#isLoading = false;
  }
}

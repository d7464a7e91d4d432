/** Recovers what earlier clients left unsent. Nothing is sent before that, because theirs comes first. */
export class DraftRecovery {
  /** Whether it has run at least once. */
  isComplete = false;
  #drafts;
  #client;
  #running = Promise.resolve();
  #lastOrder = 0;

  /** `client`: `isClosed`, `room(name)`, and `recovered(rooms)` when their drafts are back. */
  constructor(drafts, client) {
    this.#drafts = drafts;
    this.#client = client;
  }

  /** A number greater than that of any earlier draft. */
  nextOrder() {
    return (this.#lastOrder = Math.max(Date.now(), this.#lastOrder + 1));
  }

  run() {
    this.#running = this.#running.then(async () => {
      const drafts = this.#client.isClosed ? [] : await this.#drafts.all();
      this.isComplete = true;
      if (!this.#client.isClosed) this.#restore(drafts);
    });
  }

  #restore(drafts) {
    const rooms = new Set();
    for (const draft of drafts) {
      this.#lastOrder = Math.max(this.#lastOrder, draft.order);
      const room = this.#client.room(draft.room);
      room.restore(draft);
      rooms.add(room);
    }
    this.#client.recovered(rooms);
  }
}

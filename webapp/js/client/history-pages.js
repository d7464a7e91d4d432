/**
 * Loads pages of a room's history. A page may take long to arrive, so changes made since the server read it are applied
 * to it.
 */
export class HistoryPages {
  #ask;
  #read;
  #pending = 0;
  #changes = [];

  /** `ask(which)` asks the server; `read(event)` converts an event to a message. */
  constructor(ask, read) {
    this.#ask = ask;
    this.#read = read;
  }

  async get(which) {
    this.#pending++;
    try {
      const { messages, head, floor, older, newer } = await this.#ask(which);
      const news = this.#changes.filter(({ offset }) => offset > head);
      const now = event => news.reduce((message, { apply }) => apply(message), this.#read(event));
      return { messages: messages.map(now), head, floor, older, newer };
    } finally {
      if (!--this.#pending) this.#changes = [];
    }
  }

  changed(change) {
    if (this.#pending) this.#changes.push(change);
  }
}

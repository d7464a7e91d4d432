/** HistoryPages of a room's history. A page may be on its way for long: what was changed meanwhile, after it was read, is in it when it arrives. */
export class HistoryPages {
  #ask;
  #read;
  #onTheirWay = 0;
  #changes = [];

  /** `ask(which)` asks the server, and `read(event)` makes a message of what it tells of one. */
  constructor(ask, read) {
    this.#ask = ask;
    this.#read = read;
  }

  async get(which) {
    this.#onTheirWay++;
    try {
      const { messages, head, floor, older, newer } = await this.#ask(which);
      const news = this.#changes.filter(({ offset }) => offset > head);
      const now = event => news.reduce((message, { apply }) => apply(message), this.#read(event));
      return { messages: messages.map(now), head, floor, older, newer };
    } finally {
      if (!--this.#onTheirWay) this.#changes = [];
    }
  }

  changed(change) {
    if (this.#onTheirWay) this.#changes.push(change);
  }
}

/**
 * Loads messages of a room: pages of its history, and the pinned ones. They may take long to arrive, so changes made
 * since the server read them are applied to them.
 */
export class HistoryPages {
  #room;
  #wire;
  #read;
  #pending = 0;
  #changes = [];

  /** `read(event)` converts an event to a message. */
  constructor(room, wire, read) {
    this.#room = room;
    this.#wire = wire;
    this.#read = read;
  }

  async get(which) {
    const { messages, head, floor, older, newer } = await this.#load({ type: 'history', ...which });
    return { messages, head, floor, older, newer };
  }

  async pinned() {
    const { messages } = await this.#load({ type: 'pins' });
    return messages.filter(({ pinned }) => pinned);
  }

  changed(change) {
    if (this.#pending) this.#changes.push(change);
  }

  /** Without a `head`, all changes since the question are applied; a message ignores those that it includes already. */
  async #load({ type, ...which }) {
    await this.#room.entered;
    this.#pending++;
    try {
      const reply = await this.#wire.ask({ type, room: this.#room.id, ...which });
      const news = this.#changes.filter(({ offset }) => !(offset <= reply.head));
      const now = event => news.reduce((message, { apply }) => apply(message), this.#read(event));
      return { ...reply, messages: reply.messages.map(now) };
    } finally {
      if (!--this.#pending) this.#changes = [];
    }
  }
}

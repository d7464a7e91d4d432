const MOST_VISITED = 20;

/** What the switcher finds: the rooms in our list, the people we know, and the public rooms of the server. */
export class Places {
  #session;
  #talks;
  #known;
  /** Rooms that were on screen since the page was loaded, the latest first. */
  #visited = [];

  constructor(session, talks, known) {
    this.#session = session;
    this.#talks = talks;
    this.#known = known;
    talks.on('shown', ({ talk: { room } }) => {
      this.#visited = [room.id, ...this.#visited.filter(id => id !== room.id)].slice(0, MOST_VISITED);
    });
  }

  get me() {
    return this.#session.me;
  }

  /** The room on screen. */
  get current() {
    return this.#talks.shown.room.id;
  }

  /** What is known of our rooms, in the order of the list, each with its address in `id`. */
  get rooms() {
    const { facts } = this.#talks;
    return this.#talks.names(true).map(id => {
      const { kind, title, people, unread, mentions, archived } = facts.get(id);
      return { id, kind, title, people, unread, mentions, archived, visited: this.#visited.indexOf(id) };
    });
  }

  get people() {
    return this.#known.all;
  }

  /** Promises the public rooms whose names contain a text; none while offline. */
  async find(text) {
    if (!this.#session.isOpen) return [];
    const rooms = await this.#session.client.rooms({ find: text });
    return rooms.map(({ room, title, topic }) => ({
      id: room,
      kind: 'public',
      title: title ?? room,
      topic,
      people: [],
    }));
  }
}

const CHANGING = ['room-created', 'role-changed'];
/** The server's clock may be behind ours. */
const AGAIN_AFTER = 5_000;

/** Who is what in a room: everybody in a private or direct one, and those with a role of their own in a public one. */
export class Roster {
  list = [];
  /** Whether `list` is from the server, and not from a server without roles. */
  isLoaded = false;
  #room;
  #changed;
  #isStale = true;
  #isLoading = false;
  #loadedAt = 0;

  /** Calls `changed()` when the list has been loaded. */
  constructor(room, changed) {
    this.#room = room;
    this.#changed = changed;
    room.on('entry', ({ entry: { type } }) => (this.#isStale ||= CHANGING.includes(type)));
    room.on('reset', () => (this.#isStale = true));
  }

  /** What somebody is: without a line, a member of a public room, and nobody in any other. */
  roleOf({ id }) {
    const line = this.list.find(({ member }) => member.id === id);
    return line?.role ?? (this.#room.kind === 'public' ? 'member' : 'none');
  }

  /** Those who may read the room. */
  get readers() {
    return this.list.filter(({ role }) => role !== 'banned').map(({ member }) => member);
  }

  /** When that ends. */
  untilOf({ id }) {
    return this.list.find(({ member }) => member.id === id)?.until;
  }

  /** Loads the list unless it is up to date. A role that has ended is not, and no entry of the log tells. */
  refresh() {
    const hasEnded = this.list.some(({ until }) => until < Date.now()) && Date.now() - this.#loadedAt > AGAIN_AFTER;
    if ((this.#isStale || hasEnded) && this.#room.joined && !this.#isLoading) this.#load();
  }

  async #load() {
    this.#isStale = false;
    this.#isLoading = true;
    try {
      this.list = await this.#room.roles();
      this.isLoaded = true;
    } catch {
      // an older server, or we have just been removed: then nobody has a role
    }
    this.#isLoading = false;
    this.#loadedAt = Date.now();
    this.#changed();
  }
}

/** The members present in a room. In a very full room the server names only some. */
export class Members {
  online = 0;
  #room;
  #byId = new Map();

  constructor(room) {
    this.#room = room;
  }

  get isEmpty() {
    return !this.#byId.size;
  }

  get list() {
    return [...this.#byId.values()];
  }

  take(event) {
    switch (event.type) {
      case 'member-joined':
        return this.#came(event);
      case 'member-left':
        return this.#went(event);
      case 'member-renamed':
        return this.#renamed(event);
      default:
        this.replace(event);
    }
  }

  replace({ members, online }) {
    const before = this.#byId;
    this.online = online;
    this.#byId = new Map(members.map(member => [member.id, member]));
    const joined = members.filter(({ id }) => !before.has(id));
    const left = [...before.values()].filter(({ id }) => !this.#byId.has(id));
    this.#tell(joined, left, 'snapshot');
  }

  #came({ member, online }) {
    this.online = online;
    this.#byId.set(member.id, member);
    this.#tell([member], [], 'live');
  }

  #went({ member, online }) {
    this.online = online;
    this.#byId.delete(member.id);
    this.#tell([], [member], 'live');
  }

  #renamed({ member }) {
    const before = this.#byId.get(member.id);
    if (!before) return; // not among those the server named
    this.#byId.set(member.id, member);
    this.#tell([], [], 'live', [{ member, before }]);
  }

  #tell(joined, left, cause, renamed = []) {
    this.#room.emit('members', { joined, left, renamed, cause });
  }
}

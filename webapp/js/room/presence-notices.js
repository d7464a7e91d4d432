const LINGER = 8_000;

/** Who came and went, as a room tells of it. Whoever is back within a few seconds, as with a reload, never left. */
export class PresenceNotices {
  #tell;
  #gone = new Map();

  /** `tell({ name, what, other })`: that somebody is or did something, or is somebody `other` now. */
  constructor(tell) {
    this.#tell = tell;
  }

  came({ id, name }) {
    const before = this.back(id);
    if (before === undefined) this.#tell({ name, what: 'connected' });
    else if (before !== name) this.renamed(before, name);
  }

  went({ id, name }) {
    this.back(id);
    const timer = setTimeout(() => {
      this.#gone.delete(id);
      this.#tell({ name, what: 'disconnected' });
    }, LINGER);
    this.#gone.set(id, { name, timer });
  }

  renamed(before, name) {
    if (before !== name) this.#tell({ name: before, what: 'is now', other: name });
  }

  /** They are here. Returns the name under which they left a moment ago, `undefined` where they did not. */
  back(id) {
    const gone = this.#gone.get(id);
    clearTimeout(gone?.timer);
    this.#gone.delete(id);
    return gone?.name;
  }
}

const LINGER = 8_000;

/** Notices of who connects and disconnects. Anyone back within seconds, as after a reload, never left. */
export class PresenceNotices {
  #tell;
  #gone = new Map();

  /** `tell({ name, what, other })`: a notice in parts; `other` is a new name. */
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

  /** They are here. Returns their name if they left a moment ago. */
  back(id) {
    const gone = this.#gone.get(id);
    clearTimeout(gone?.timer);
    this.#gone.delete(id);
    return gone?.name;
  }
}

const PAGE = 50;

/** Loads pages of a room's history, one request of each kind at a time. */
export class HistoryLoader {
  /** Whether the server has a history at all. */
  hasHistory = true;
  #room;
  #loading = new Set();
  #hasFailed = false;

  constructor(room) {
    this.#room = room;
  }

  /**
   * Whether to load pages without a click: not after a failure, nor while the log is still arriving and only briefly
   * short.
   */
  get isAutomatic() {
    return !this.#hasFailed && !this.#room.isBehind;
  }

  /** Passes a page to `put`. Resolves with whether that worked; `undefined` if it is being loaded already. */
  async load(which, put) {
    const kind = 'around' in which ? `around ${which.around}` : Object.keys(which)[0];
    if (this.#loading.has(kind)) return undefined;
    this.#loading.add(kind);
    try {
      const page = await this.#room.history({ ...which, limit: PAGE });
      this.#hasFailed = false;
      put(page);
      return true;
    } catch (error) {
      this.#hasFailed = true;
      this.hasHistory &&= error.code !== 'unknown-type'; // an older server
      return false;
    } finally {
      this.#loading.delete(kind);
    }
  }
}

const PATIENCE = 1_000;

/**
 * Where the messages and changes that are not yet sent are kept, by a storage that may fail, hang or not be there at all: that costs their durability, and never stops
 * the sending. Nothing here rejects.
 */
export class DraftStore {
  #storage;
  #isLate = false;

  constructor(storage) {
    this.#storage = storage;
  }

  /** Resolves when it may be sent, with whether it outlasts this client. */
  async put(draft) {
    if (!this.#storage) return false;
    const putting = this.#try(() => this.#storage.put(draft)).then(({ ok }) => ok);
    return this.#isLate ? false : this.#inTime(putting, false);
  }

  async delete(ref) {
    if (this.#storage) await this.#try(() => this.#storage.delete(ref));
  }

  /** What other clients left behind, in the order in which it was written. */
  async all() {
    if (!this.#storage) return [];
    const { value } = await this.#inTime(this.#try(() => this.#storage.all()), {});
    return [...value ?? []].filter(isDraft).sort((a, b) => a.order - b.order);
  }

  /** What is kept stays for the next client. */
  close() {
    this.#try(() => this.#storage?.close?.());
  }

  async #try(action) {
    try {
      const value = await action();
      this.#isLate = false;
      return { ok: true, value };
    } catch {
      return { ok: false }; // full, forbidden or broken
    }
  }

  /** A storage that hung once is not waited for again before it has answered. */
  #inTime(promise, otherwise) {
    let timer;
    const late = new Promise(resolve => {
      timer = setTimeout(() => {
        this.#isLate = true;
        resolve(otherwise);
      }, PATIENCE);
    });
    return Promise.race([promise, late]).finally(() => clearTimeout(timer));
  }
}

const isDraft = draft => [draft?.ref, draft?.room, draft?.change ? draft.change.type : draft?.text].every(field => typeof field === 'string') && Number.isFinite(draft.order);

const PATIENCE = 1_000;

/**
 * Keeps unsent messages and changes in a storage that may fail, hang or be missing. That costs durability but never
 * stops sending: nothing here rejects.
 */
export class DraftStore {
  #storage;
  #isLate = false;

  constructor(storage) {
    this.#storage = storage;
  }

  /** Resolves when the draft may be sent, with whether it survives this client. */
  async put(draft) {
    if (!this.#storage) return false;
    const putting = this.#try(() => this.#storage.put(draft)).then(({ ok }) => ok);
    return this.#isLate ? false : this.#inTime(putting, false);
  }

  async delete(ref) {
    if (this.#storage) await this.#try(() => this.#storage.delete(ref));
  }

  /** Drafts left by other clients, oldest first. */
  async all() {
    if (!this.#storage) return [];
    const { value } = await this.#inTime(
      this.#try(() => this.#storage.all()),
      {},
    );
    return [...(value ?? [])].filter(isDraft).sort((a, b) => a.order - b.order);
  }

  /** Drafts stay for the next client. */
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

  /** Once the storage has hung, does not wait for it again until it has answered. */
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

const isDraft = draft =>
  [draft?.ref, draft?.room, draft?.change ? draft.change.type : draft?.text].every(
    field => typeof field === 'string',
  ) && Number.isFinite(draft.order);

/** The entries of one room's outbox, oldest first. */
export class OutboxQueue {
  #entries = [];

  get all() {
    return [...this.#entries];
  }

  get messages() {
    return this.#entries.filter(({ isMessage }) => isMessage);
  }

  get changes() {
    return this.#entries.filter(({ isMessage }) => !isMessage);
  }

  /** Entries held back until they are due. */
  get held() {
    return this.#entries.filter(({ isHeld }) => isHeld);
  }

  /** Entries that refer to a message which is not stored yet. */
  get blocked() {
    return this.#entries.filter(({ waitsFor }) => waitsFor);
  }

  /** The entry to send next. */
  get next() {
    return this.#entries.find(({ item, isHeld, waitsFor }) => item.state === 'queued' && !isHeld && !waitsFor);
  }

  has(entry) {
    return this.#entries.includes(entry);
  }

  find(ref) {
    return this.#entries.find(entry => entry.ref === ref);
  }

  /** A message that has never been on the wire. */
  untouched(ref) {
    return this.messages.find(entry => entry.ref === ref && !entry.isTouched);
  }

  waitingFor(ref) {
    return this.#entries.filter(({ waitsFor }) => waitsFor === ref);
  }

  add(entry) {
    this.#entries.push(entry);
  }

  /** Inserts by `order`. */
  insert(entry) {
    const younger = this.#entries.findIndex(({ order }) => order > entry.order);
    this.#entries.splice(younger < 0 ? this.#entries.length : younger, 0, entry);
  }

  /** Returns whether it was there. */
  remove(entry) {
    const index = this.#entries.indexOf(entry);
    if (index >= 0) this.#entries.splice(index, 1);
    return index >= 0;
  }

  takeAll() {
    return this.#entries.splice(0);
  }

  merge(entries) {
    this.#entries.push(...entries);
    this.#entries.sort((a, b) => a.order - b.order);
  }
}

const LIMIT = 500;
const NOTICES_IN_A_ROW = 4;

/** One of our own keeps its key from the first click on, so its row stays the same row. */
const entryOf = message => ({ key: message.mine && message.ref ? `r${message.ref}` : `o${message.offset}`, message });

/** What is shown of one room: the newest messages by their offset, notices between them, and at the end what waits to be sent. */
export class Timeline {
  #log = [];
  #waiting = [];
  #notices = 0;
  #isCut = false;
  #limit = LIMIT;
  #nothingElder = false;

  get entries() {
    return [...this.#log, ...this.#waiting];
  }

  get isEmpty() {
    return !this.#isCut && !this.#log.length && !this.#waiting.length;
  }

  /** Our own messages that are not known to be stored. */
  get unsent() {
    return this.#waiting.map(({ message }) => message);
  }

  /** The offset of the first message that is shown. */
  get first() {
    return this.#log.find(({ message }) => message)?.message.offset;
  }

  /** What is above the first message that is shown: `more` on the server, what is `gone` from there, or nothing, as it is the room's `beginning`. */
  get above() {
    const { first } = this;
    if (first > 1) return this.#nothingElder ? 'gone' : 'more';
    if (this.#isCut) return 'gone';
    return first === 1 ? 'beginning' : undefined;
  }

  /** Takes a message in, in place of what was there of it. */
  put(message) {
    const { ref, state } = message;
    const entry = entryOf(message);
    if (state === 'sent') {
      this.drop(ref);
      this.#store(entry);
    } else {
      const place = this.#waitingAt(ref);
      if (place >= 0) this.#waiting[place] = entry;
      else this.#waiting.splice(this.#waiting.findLastIndex(({ message }) => message.at <= entry.message.at) + 1, 0, entry);
    }
  }

  /** Takes in a page of messages that are older than all that are shown; `isLast`: the server has none before it. */
  putElder(messages, isLast) {
    this.#log.unshift(...messages.map(entryOf));
    this.#limit += messages.length;
    this.#nothingElder = isLast;
  }

  /** A quiet line. Of many in a row only the newest stay. */
  note(notice) {
    this.#log.push({ key: `n${this.#notices++}`, notice: { ...notice, at: new Date() } });
    const before = this.#log.length - NOTICES_IN_A_ROW - 1;
    if (before >= 0 && this.#log.slice(before).every(entry => entry.notice)) this.#log.splice(before, 1);
    this.#trim();
  }

  drop(ref) {
    const place = this.#waitingAt(ref);
    if (place >= 0) this.#waiting.splice(place, 1);
  }

  /** The server cannot go on from what is shown. */
  reset() {
    this.#isCut ||= this.#log.some(({ message }) => message);
    this.#log = [];
    this.#limit = LIMIT;
    this.#nothingElder = false;
  }

  /** An acknowledged message may be here before its elders, so the offset decides. */
  #store(entry) {
    const { offset } = entry.message;
    const elder = this.#log.findLastIndex(({ message }) => message && message.offset <= offset);
    const same = this.#log[elder]?.message.offset === offset;
    this.#log.splice(same ? elder : this.#place(elder), same ? 1 : 0, entry);
    this.#trim();
  }

  /** After its elder, and after the notices that came since, unless a younger message is there already. */
  #place(elder) {
    const younger = this.#log.findIndex(({ message }, index) => message && index > elder);
    return younger < 0 ? this.#log.length : younger;
  }

  #waitingAt(ref) {
    return this.#waiting.findIndex(({ message }) => message.ref === ref);
  }

  #trim() {
    if (this.#log.length <= this.#limit) return;
    this.#log.splice(0, this.#log.length - this.#limit);
    this.#isCut = this.#nothingElder = false; // what is above now is on the server
  }
}

import { entryOf, Segment } from './segment.js';

const LIMIT = 200;
const KEPT = 100;

/**
 * What is shown of one room: a strip of its log, which ends with the newest message and follows the room, or is somewhere above; and at the end what waits to be sent. However long
 * somebody reads, what is shown stays short: what goes in at one end drops out at the other, and is on the server.
 */
export class Timeline {
  #newest = new Segment();
  #shown = this.#newest;
  #waiting = [];
  #isBegun = false;
  #isCut = false;

  get entries() {
    return this.isLive ? [...this.#shown.entries, ...this.#waiting] : this.#shown.entries;
  }

  /** Whether what is shown goes on to the newest message. */
  get isLive() {
    return this.#shown === this.#newest;
  }

  get isEmpty() {
    return !this.#isCut && !this.elder && !this.entries.length;
  }

  /** Our own messages that are not known to be stored. */
  get unsent() {
    return this.#waiting.map(({ message }) => message);
  }

  /** The offset of the first message that is shown. */
  get first() {
    return this.#shown.first;
  }

  /** `before` which offset earlier messages are to be asked for, and `after` which one later ones; `undefined` where there are none. */
  get elder() {
    return this.#shown.elder;
  }

  get newer() {
    return this.#shown.newer;
  }

  /** What is above the first message that is shown: `more` on the server, what is `gone` from there, or nothing, as it is the room's `beginning`. */
  get above() {
    if (this.elder !== undefined) return 'more';
    if (this.#isCut || this.#shown.floor > 0) return 'gone';
    return this.first === undefined ? undefined : 'beginning';
  }

  /** By its offset, or by its ref as long as it waits. */
  find(offset) {
    if (typeof offset === 'string') return this.unsent.find(({ ref }) => ref === offset);
    return this.#shown.find(offset) ?? this.#newest.find(offset);
  }

  isShown(offset) {
    return this.#shown.find(offset) !== undefined;
  }

  /** Our own messages that we can change, oldest first. */
  get own() {
    return [...this.#newest.messages, ...this.unsent.filter(({ state }) => state !== 'failed')].filter(({ mine }) => mine);
  }

  /** An entry of the log came in its turn: with the first one it is known where what we have begins. */
  seen(offset) {
    if (this.#isBegun) return;
    this.#isBegun = true;
    if (offset > 1) this.#newest.elder = offset;
  }

  /** Takes a message in, in place of what was there of it. `isFollowed`: nobody minds when what is at the top goes. */
  put(message, isFollowed) {
    const { ref, state } = message;
    const entry = entryOf(message);
    if (state !== 'sent') return this.#wait(ref, entry);
    this.drop(ref);
    const isAbove = message.offset < this.#newest.first;
    if (!isAbove) this.#newest.put(entry);
    else if (this.#shown.first < message.offset && message.offset < this.#shown.last) this.#shown.put(entry);
    this.#trim(isFollowed);
  }

  /** Something became of a message. */
  apply(target, apply) {
    this.#newest.apply(target, apply);
    if (!this.isLive) this.#shown.apply(target, apply);
  }

  /** Takes in a page of messages that are older than all that are shown. */
  putElder(page) {
    const place = this.#shown === this.#newest && this.#shown.entries.length + page.messages.length > LIMIT ? this.#newest.copy() : this.#shown;
    place.prepend(page);
    place.cutBottom(LIMIT);
    this.#show(place);
  }

  /** Takes in the page after what is shown. */
  putNewer(page) {
    this.#shown.append(page);
    this.#reach(page.head);
    this.#shown.cutTop(LIMIT);
  }

  /** Shows a page from somewhere. */
  putAround(page) {
    this.#show(Segment.of(page));
    this.#reach(page.head);
  }

  /** Back to where the room goes on. */
  toNewest() {
    this.#show(this.#newest);
  }

  note(notice, isFollowed) {
    this.#newest.note(notice);
    this.#trim(isFollowed);
  }

  drop(ref) {
    const place = this.#waitingAt(ref);
    if (place >= 0) this.#waiting.splice(place, 1);
  }

  /** The server cannot go on from what is shown. */
  reset() {
    this.#isCut ||= this.#newest.first !== undefined;
    this.#isBegun = false;
    this.#shown = this.#newest = new Segment();
  }

  #show(place) {
    this.#shown = place;
    if (!this.isLive) this.#newest.cutTop(KEPT);
  }

  /** Where nothing is after a page, the newest messages go on from it, unless so many came meanwhile that a page lies between. */
  #reach(head) {
    if (this.#shown.newer !== undefined) return;
    const { first } = this.#newest;
    if (first > head + 1) return void (this.#shown.newer = this.#shown.last);
    this.#shown.join(this.#newest);
    this.#newest = this.#shown;
    this.#isBegun = true;
  }

  #wait(ref, entry) {
    const place = this.#waitingAt(ref);
    if (place >= 0) this.#waiting[place] = entry;
    else this.#waiting.splice(this.#waiting.findLastIndex(({ message }) => message.at <= entry.message.at) + 1, 0, entry);
  }

  #waitingAt(ref) {
    return this.#waiting.findIndex(({ message }) => message.ref === ref);
  }

  #trim(isFollowed) {
    const tooMany = this.#newest.entries.length > LIMIT;
    if (!this.isLive) this.#newest.cutTop(KEPT);
    else if (tooMany && isFollowed) this.#newest.cutTop(LIMIT);
    else if (tooMany) this.#leaveEnd();
  }

  /** Somebody reads above while more and more is said below. */
  #leaveEnd() {
    const place = this.#newest.copy();
    place.cutBottom(LIMIT);
    this.#show(place);
  }
}

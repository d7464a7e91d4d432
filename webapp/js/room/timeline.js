import { entryOf, Segment } from './segment.js';

const LIMIT = 200;
const KEPT = 100;

/**
 * What is shown of a room: a segment of its log, either the newest one, which follows the room, or one further up; and
 * at the end, our unsent messages. It stays short however long somebody reads: what is added at one end is dropped at
 * the other, and can be loaded again.
 */
export class Timeline {
  #newest = new Segment();
  #shown = this.#newest;
  #unsent = [];
  #isBegun = false;
  #isCut = false;

  get entries() {
    return this.isLive ? [...this.#shown.entries, ...this.#unsent] : this.#shown.entries;
  }

  /** Whether what is shown reaches the newest message. */
  get isLive() {
    return this.#shown === this.#newest;
  }

  get isEmpty() {
    return !this.#isCut && !this.older && !this.entries.length;
  }

  /** Our messages that are not known to be stored. */
  get unsent() {
    return this.#unsent.map(({ message }) => message);
  }

  /** Whoever wrote what is shown or the newest messages, repeatedly. */
  get authors() {
    return [...this.#shown.messages, ...this.#newest.messages].map(({ author }) => author);
  }

  /** The offset of the first message shown. */
  get first() {
    return this.#shown.first;
  }

  /** Where the server has more, as in a segment. */
  get older() {
    return this.#shown.older;
  }

  get newer() {
    return this.#shown.newer;
  }

  /**
   * What is above the first message shown: `more` messages, ones that are `gone` from the server, or the room's
   * `beginning`.
   */
  get above() {
    if (this.older !== undefined) return 'more';
    if (this.#isCut || this.#shown.floor > 0) return 'gone';
    return this.first === undefined ? undefined : 'beginning';
  }

  /** By its offset or, while unsent, by its ref. */
  find(offset) {
    if (typeof offset === 'string') return this.unsent.find(({ ref }) => ref === offset);
    return this.#shown.find(offset) ?? this.#newest.find(offset);
  }

  isShown(offset) {
    return this.#shown.find(offset) !== undefined;
  }

  /** Our messages that can be edited, oldest first. */
  get own() {
    return [...this.#newest.messages, ...this.unsent.filter(({ state }) => state !== 'failed')].filter(
      ({ mine }) => mine,
    );
  }

  /** The log has arrived up to this offset. The first one tells where our part of it begins. */
  seen(offset) {
    if (this.#isBegun) return;
    this.#isBegun = true;
    if (offset > 1) this.#newest.older = offset;
  }

  /** Adds a message, or replaces it. `isFollowed`: the reader is at the end, so the top may be dropped. */
  put(message, isFollowed) {
    const { ref, state } = message;
    const entry = entryOf(message);
    if (state !== 'sent') return this.#putUnsent(ref, entry);
    this.drop(ref);
    const isAbove = message.offset < this.#newest.first;
    if (!isAbove) this.#newest.put(entry);
    else if (this.#shown.first < message.offset && message.offset < this.#shown.last) this.#shown.put(entry);
    this.#trim(isFollowed);
  }

  /** Applies a change to a message. */
  apply(target, apply) {
    this.#newest.apply(target, apply);
    if (!this.isLive) this.#shown.apply(target, apply);
  }

  /** Adds the page before what is shown. */
  putOlder(page) {
    const isTooLong = this.isLive && this.#shown.entries.length + page.messages.length > LIMIT;
    const segment = isTooLong ? this.#newest.copy() : this.#shown;
    segment.prepend(page);
    segment.cutBottom(LIMIT);
    this.#show(segment);
  }

  /** Adds the page after what is shown. */
  putNewer(page) {
    this.#shown.append(page);
    this.#reach(page.head);
    this.#shown.cutTop(LIMIT);
  }

  /** Shows a page from anywhere. */
  putAround(page) {
    this.#show(Segment.of(page));
    this.#reach(page.head);
  }

  toNewest() {
    this.#show(this.#newest);
  }

  note(notice, isFollowed) {
    this.#newest.note(notice);
    this.#trim(isFollowed);
  }

  /** Adds a notice of an entry of the log. */
  record(notice, isFollowed) {
    this.#newest.record(notice);
    this.#trim(isFollowed);
  }

  drop(ref) {
    const index = this.#unsentIndex(ref);
    if (index >= 0) this.#unsent.splice(index, 1);
  }

  /** What follows does not connect to what is shown. */
  reset() {
    this.#isCut ||= this.#newest.first !== undefined;
    this.#isBegun = false;
    this.#shown = this.#newest = new Segment();
  }

  #show(segment) {
    this.#shown = segment;
    if (!this.isLive) this.#newest.cutTop(KEPT);
  }

  /**
   * If a page reaches the head, the newest segment continues it, unless so many messages have arrived meanwhile that
   * there is a gap.
   */
  #reach(head) {
    if (this.#shown.newer !== undefined) return;
    const { first } = this.#newest;
    if (first > head + 1) return void (this.#shown.newer = this.#shown.last);
    this.#shown.join(this.#newest);
    this.#newest = this.#shown;
    this.#isBegun = true;
  }

  #putUnsent(ref, entry) {
    const index = this.#unsentIndex(ref);
    if (index >= 0) this.#unsent[index] = entry;
    else this.#unsent.splice(this.#unsent.findLastIndex(({ message }) => message.at <= entry.message.at) + 1, 0, entry);
  }

  #unsentIndex(ref) {
    return this.#unsent.findIndex(({ message }) => message.ref === ref);
  }

  #trim(isFollowed) {
    const tooMany = this.#newest.entries.length > LIMIT;
    if (!this.isLive) this.#newest.cutTop(KEPT);
    else if (tooMany && isFollowed) this.#newest.cutTop(LIMIT);
    else if (tooMany) this.#stopFollowing();
  }

  /** The reader is further up while more and more messages arrive below. */
  #stopFollowing() {
    const segment = this.#newest.copy();
    segment.cutBottom(LIMIT);
    this.#show(segment);
  }
}

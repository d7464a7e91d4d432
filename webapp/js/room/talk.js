import { PresenceNotices } from './presence-notices.js';
import { QuotedMessages } from './quoted-messages.js';
import { Timeline } from './timeline.js';

const PAGE = 50;

/** One room as this page has it: its timeline and where one is in it, the draft, and what is being taken back. */
export class Talk {
  timeline = new Timeline();
  draft = '';
  /** The message that the draft answers. */
  replyTo;
  error;
  hasHistory = true;
  /** The offset after which everything was new when the room was opened. */
  divider;
  /** How many messages that were, and whether the first of them was in sight since. */
  newCount = 0;
  isNewSeen = false;
  /** The offset that was asked for by its address, whether it was found there, `undefined` while nobody knows, and another token for every time that somebody went there. */
  target;
  isFound;
  visit;
  /** Whether its end is in sight. */
  isFollowed = true;
  /** When something was last said here, in milliseconds. */
  latest = 0;
  #on;
  #quotes;
  #loading = new Set();
  #loadsItself = true;
  #isJustOpened = false;
  #goings = new PresenceNotices(notice => this.#note(notice));

  /**
   * `on` is told what `changed()`, that the room's own name is another spelling of the one `before`, `named(talk, before)`,
   * what was `heard(talk, message, cause)` just now from somebody else, what somebody made of a message,
   * `altered(talk, change)`, when the message that was asked for is `missing(talk)`, and that the server did not want a
   * change of ours, `refused(talk, change)`.
   */
  constructor(room, on) {
    this.room = room;
    this.#on = on;
    this.#quotes = new QuotedMessages(room, on.changed);
    room.on('message', event => this.#message(event));
    room.on('change', event => this.#change(event));
    room.on('named', ({ before }) => on.named(this, before));
    room.on('update', ({ message }) => this.#put(message));
    room.on('pending', ({ change }) => this.#pending(change));
    room.on('members', event => this.#members(event));
    room.on('topic', () => on.changed());
    room.on('read', () => this.#read());
    room.on('reset', () => this.#reset());
    for (const message of room.unsent) this.#put(message);
    room.entered.then(() => on.changed(), error => this.#refused(error));
  }

  /** Whether pages are fetched unasked. A log that is still coming is short, and at its top, for a moment only. */
  get loadsItself() {
    return this.#loadsItself && !this.room.isBehind;
  }

  /** Whether it can be opened only by making it. */
  get isMissing() {
    return this.error?.code === 'not-found';
  }

  /** Messages and changes of ours. */
  get unsent() {
    return [...this.timeline.unsent, ...this.room.unsentChanges];
  }

  /** The last message that we can change, as it is shown. */
  get lastOwn() {
    return this.timeline.own.map(message => this.seen(message)).findLast(({ deleted }) => !deleted);
  }

  /** A message as it is to be shown: with what we do to it and the server does not have yet. */
  seen(message) {
    return this.room.preview(message);
  }

  say(text) {
    this.room.send(text, { replyTo: this.replyTo?.offset || this.replyTo?.ref });
    this.replyTo = undefined;
  }

  /** Takes over from the same room of a client that was closed. Everything keeps its `ref`, as it may be stored already. */
  goOn({ draft, timeline, room: { unsentChanges } }) {
    this.draft = draft;
    for (const { text, ref, replyTo } of timeline.unsent) this.room.send(text, { ref, replyTo });
    for (const { kind, target, text, emoji, topic, ifNone, ref } of unsentChanges) {
      if (kind === 'edit') this.room.edit(target, text, { ref });
      else if (kind === 'delete') this.room.delete(target, { ref });
      else if (kind === 'topic') this.room.setTopic(topic, { ref, ifNone });
      else this.room.react(target, emoji, kind === 'react', { ref });
    }
  }

  /** The message that is answered, if it is known; `null` where there is none any more. */
  quoted(offset) {
    return this.timeline.find(offset) ?? this.#quotes.get(offset);
  }

  /** Somebody looks at it: what they have not read is new, and stays so as long as they stay. */
  open() {
    this.divider = undefined;
    this.#isJustOpened = true;
    this.#read();
  }

  close() {
    this.isFollowed = true;
    this.divider = undefined;
    this.#isJustOpened = false;
    this.toNewest();
  }

  /** Shows the page before what is shown. Resolves when it is there, or could not be had. */
  loadElder() {
    const { elder } = this.timeline;
    return elder > 1 && this.#load({ before: elder }, page => this.timeline.elder === elder && this.timeline.putElder(page)); // else the room began afresh meanwhile
  }

  loadNewer() {
    const { newer } = this.timeline;
    return newer && this.#load({ after: newer }, page => this.timeline.newer === newer && this.timeline.putNewer(page));
  }

  /** Shows what was said around an offset. */
  goTo(offset) {
    this.target = offset;
    this.visit = {};
    this.isFound = this.timeline.isShown(offset) || undefined;
    if (!this.isFound) this.#load({ around: offset }, page => this.#found(offset, page));
    this.#on.changed();
  }

  /** Shows where the new messages begin. */
  goToNew() {
    const { divider } = this;
    if (this.timeline.first > divider && this.timeline.elder) this.#load({ around: divider }, page => this.divider === divider && this.#turnToNew(page));
    else this.#turnToNew();
  }

  toNewest() {
    this.target = this.isFound = this.visit = undefined;
    this.timeline.toNewest();
  }

  #turnToNew(page) {
    if (page) this.timeline.putAround(page);
    this.target = this.isFound = undefined;
    this.visit = { isNew: true };
    this.#on.changed();
  }

  #found(offset, page) {
    if (this.target !== offset) return;
    this.timeline.putAround(page);
    this.isFound = this.timeline.isShown(offset);
    if (!this.isFound) this.#on.missing(this);
  }

  #read() {
    if (this.#isJustOpened && this.room.readOffset !== undefined) {
      this.#isJustOpened = false;
      this.newCount = this.room.unread;
      this.divider = this.newCount ? this.room.readOffset : undefined;
      this.isNewSeen = false;
    }
    this.#on.changed();
  }

  async #load(which, put) {
    const kind = 'around' in which ? `around ${which.around}` : Object.keys(which)[0];
    if (this.#loading.has(kind)) return;
    this.#loading.add(kind);
    try {
      const page = await this.room.history({ ...which, limit: PAGE });
      this.#loadsItself = true;
      put(page);
    } catch (error) {
      this.#loadsItself = false; // until the button is pressed
      this.hasHistory &&= error.code !== 'unknown-type'; // an older server
      if (which.around && which.around === this.target && !this.error) {
        this.isFound = false;
        this.#on.missing(this);
      }
    }
    this.#loading.delete(kind);
    this.#on.changed();
  }

  #message({ message, cause }) {
    this.timeline.seen(message.offset);
    this.#put(message);
    if (!message.mine && cause !== 'history') this.#on.heard(this, message, cause);
  }

  #change(change) {
    this.timeline.seen(this.room.offset);
    this.timeline.apply(change.target, change.apply);
    this.#quotes.apply(change.target, change.apply);
    if (this.replyTo) this.replyTo = change.apply(this.replyTo);
    this.#on.altered(this, change);
    this.#on.changed();
  }

  #members({ joined, left, renamed, cause }) {
    if (cause === 'live') {
      for (const member of joined) this.#goings.came(member);
      for (const member of left) this.#goings.went(member);
    } else {
      for (const { id } of joined) this.#goings.back(id);
    }
    for (const { member, before } of renamed) this.#goings.renamed(before.name, member.name);
    this.#on.changed();
  }

  #note(notice) {
    this.timeline.note(notice, this.isFollowed);
    this.#on.changed();
  }

  #pending(change) {
    if (change.state === 'failed' && change.error.code !== 'closed') this.#on.refused(this, change);
    this.#on.changed();
  }

  #put(message) {
    if (message.state === 'discarded') {
      this.timeline.drop(message.ref);
      return this.#on.changed();
    }
    this.latest = Math.max(this.latest, message.at.getTime());
    this.timeline.put(message, this.isFollowed);
    this.#on.changed();
  }

  #reset() {
    this.timeline.reset();
    this.#quotes.clear();
    this.target = this.isFound = this.visit = this.divider = undefined;
  }

  #refused(error) {
    this.error = error;
    this.#on.changed();
  }
}

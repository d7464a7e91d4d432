import { Emitter } from '../client/emitter.js';
import { isAddress } from '../client/room-name.js';
import { shownTitle } from '../shell/room-mark.js';
import { HistoryLoader } from './history-loader.js';
import { PresenceNotices } from './presence-notices.js';
import { QuotedMessages } from './quoted-messages.js';
import { Roster } from './roster.js';
import { Timeline } from './timeline.js';

/** How long the first message may take after we have entered, in milliseconds. */
const ARRIVING = 400;

/**
 * A room as this page shows it: its timeline, where the reader is in it, and the draft. Emits `changed` when there is
 * something to draw, and, each with the `talk`: `heard` with the `message` of somebody else and its `cause`; `altered`
 * with the `change` to a message; `named` with the spelling `before`; `missing` when the requested message does not
 * exist; `ruled` with an `entry` about the room itself, and the role `before` of the member concerned; `refused` with our
 * `change` that the server did not accept.
 */
export class Talk extends Emitter {
  timeline = new Timeline();
  draft = '';
  /** The message that the draft replies to. */
  replyTo;
  error;
  /** Messages after this offset were new when the room was opened. */
  divider;
  /** How many those were, and whether the first has been in sight since. */
  newCount = 0;
  isNewSeen = false;
  /**
   * The offset in the address, whether it was found (`undefined` while unknown), and a new token for every visit to it.
   */
  target;
  isFound;
  visit;
  /** Whether the end is in sight. */
  isFollowed = true;
  /** The time of the latest message, in milliseconds. */
  latest = 0;
  /** How we were removed from the room: the event that told. */
  removal;
  /** When we last wrote here, in milliseconds. */
  wroteAt = 0;
  roster;
  #roles = new Map();
  #quotes;
  #history;
  #isJustOpened = false;
  #enteredAt = -Infinity;
  #notices = new PresenceNotices(notice => this.#note(notice));

  constructor(room) {
    super();
    this.room = room;
    this.#history = new HistoryLoader(room);
    this.#quotes = new QuotedMessages(room, () => this.emit('changed'));
    this.roster = new Roster(room, () => this.emit('changed'));
    room.on('message', event => this.#message(event));
    room.on('change', event => this.#change(event));
    room.on('named', ({ before }) => this.emit('named', { talk: this, before }));
    room.on('update', ({ message }) => this.#updated(message));
    room.on('entry', ({ entry, cause }) => this.#entry(entry, cause));
    room.on('changed', () => this.emit('changed'));
    room.on('pending', ({ change }) => this.#pending(change));
    room.on('members', event => this.#members(event));
    room.on('topic', () => this.emit('changed'));
    room.on('read', () => this.#readChanged());
    room.on('reset', () => this.#reset());
    for (const message of room.unsent) this.#put(message);
    room.entered.then(
      () => this.#entered(),
      error => this.#refused(error),
    );
  }

  /** Whether earlier and later messages load without a click. */
  get loadsItself() {
    return this.#history.isAutomatic;
  }

  get hasHistory() {
    return this.#history.hasHistory;
  }

  /** Whether the rest of the room's messages is on its way; a moment after we have entered, perhaps all of them. */
  get isArriving() {
    return this.room.isBehind || (this.timeline.isEmpty && performance.now() - this.#enteredAt < ARRIVING);
  }

  /** Whether the room does not exist, or not for us. */
  get isMissing() {
    return this.error?.code === 'not-found';
  }

  /** Whether it is no room of ours, and nothing that we could create. */
  get isGone() {
    return Boolean(this.removal) || (this.isMissing && isAddress(this.room.id));
  }

  /** Whether nothing that we write could ever go there: it is gone, or we are banned. */
  get isClosed() {
    return this.isGone || this.error?.code === 'forbidden';
  }

  /** What stands above it. */
  get title() {
    if (this.removal?.title) return this.removal.title;
    return this.isGone ? 'Room not found' : shownTitle(this.room);
  }

  /** Whether there is no room to show, and why does not matter. */
  get isNowhere() {
    return Boolean(this.error || this.removal);
  }

  /** When slow mode lets us write again, in milliseconds; 0 if it does now. */
  get slowUntil() {
    const { slowMode } = this.room;
    return slowMode && !this.room.may('moderate') ? this.wroteAt + slowMode * 1_000 : 0;
  }

  /** We are no longer in the room. */
  remove(removal) {
    this.removal = removal;
    this.emit('changed');
  }

  /** Our unsent messages and changes. */
  get unsent() {
    return [...this.timeline.unsent, ...this.room.unsentChanges];
  }

  /** Our last message that can be edited, as shown. */
  get lastOwn() {
    return this.timeline.own.map(message => this.preview(message)).findLast(({ deleted }) => !deleted);
  }

  /** The message as shown: with our changes that the server does not have yet. */
  preview(message) {
    return this.room.preview(message);
  }

  /** Somebody who belongs here or is here, by the newest name that we know. */
  personOf(id) {
    const people = [...this.room.members(), ...this.room.people, ...this.roster.readers, ...this.timeline.authors];
    return people.find(person => person.id === id);
  }

  say(text) {
    this.room.send(text, { replyTo: this.replyTo?.offset || this.replyTo?.ref });
    this.replyTo = undefined;
  }

  /** Takes over from the same room of a closed client. Everything keeps its `ref`, since it may be stored already. */
  takeOver({ draft, timeline, room: { unsentChanges } }) {
    this.draft = draft;
    for (const { text, ref, replyTo } of timeline.unsent) this.room.send(text, { ref, replyTo });
    for (const { kind, target, text, emoji, topic, ifNone, ref } of unsentChanges) {
      if (kind === 'edit') this.room.edit(target, text, { ref });
      else if (kind === 'delete') this.room.delete(target, { ref });
      else if (kind === 'pin') this.room.pin(target, { ref });
      else if (kind === 'unpin') this.room.unpin(target, { ref });
      else if (kind === 'topic') this.room.setTopic(topic, { ref, ifNone });
      else this.room.react(target, emoji, kind === 'react', { ref });
    }
  }

  /** The message at an offset, for a quote; `undefined` while loading, `null` if it is gone. */
  quoted(offset) {
    return this.timeline.find(offset) ?? this.#quotes.get(offset);
  }

  /** The room comes on screen. Unread messages are marked new for as long as it stays there. */
  open() {
    this.divider = undefined;
    this.#isJustOpened = true;
    this.#readChanged();
  }

  close() {
    this.isFollowed = true;
    this.divider = undefined;
    this.#isJustOpened = false;
    this.toNewest();
  }

  /** Adds the page before what is shown. */
  loadOlder() {
    const { older } = this.timeline;
    return (
      older > 1 && this.#load({ before: older }, page => this.timeline.older === older && this.timeline.putOlder(page))
    ); // otherwise the room has been reset meanwhile
  }

  loadNewer() {
    const { newer } = this.timeline;
    return newer && this.#load({ after: newer }, page => this.timeline.newer === newer && this.timeline.putNewer(page));
  }

  /** Shows the messages around an offset. */
  goTo(offset) {
    this.target = offset;
    this.visit = {};
    this.isFound = this.timeline.isShown(offset) || undefined;
    if (!this.isFound) this.#load({ around: offset }, page => this.#found(offset, page));
    this.emit('changed');
  }

  /** Shows the first new message. */
  goToNew() {
    const { divider } = this;
    if (this.timeline.first > divider && this.timeline.older)
      this.#load({ around: divider }, page => this.divider === divider && this.#turnToNew(page));
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
    this.emit('changed');
  }

  #found(offset, page) {
    if (this.target !== offset) return;
    this.timeline.putAround(page);
    this.isFound = this.timeline.isShown(offset);
    if (!this.isFound) this.emit('missing', { talk: this });
  }

  #readChanged() {
    if (this.#isJustOpened && this.room.readOffset !== undefined) {
      this.#isJustOpened = false;
      this.newCount = this.room.unread;
      this.divider = this.newCount ? this.room.readOffset : undefined;
      this.isNewSeen = false;
    }
    this.emit('changed');
  }

  async #load(which, put) {
    const isLoaded = await this.#history.load(which, put);
    if (isLoaded === undefined) return;
    if (!isLoaded && which.around && which.around === this.target && !this.error) {
      this.isFound = false;
      this.emit('missing', { talk: this });
    }
    this.emit('changed');
  }

  #message({ message, cause }) {
    this.timeline.seen(message.offset);
    if (message.mine) this.#wrote(message.at);
    this.#put(message);
    if (!message.mine && cause !== 'history') this.emit('heard', { talk: this, message, cause });
  }

  #updated(message) {
    if (['sending', 'sent'].includes(message.state)) this.#wrote(Date.now());
    this.#put(message);
  }

  /** The server's clock may be ahead of ours. */
  #wrote(at) {
    this.wroteAt = Math.max(this.wroteAt, Math.min(at, Date.now()));
  }

  /** To tell whether somebody was added or unmuted, we must know what they were before. */
  #entry(entry, cause) {
    const { type, offset, author, member, members = [], kind, role } = entry;
    this.timeline.seen(offset);
    if (type === 'role-changed' && !member.id) return; // retention has removed what it was about
    for (const { id } of members) this.#roles.set(id, 'member');
    if (type === 'room-created') this.#roles.set(author.id, kind === 'private' ? 'owner' : 'member');
    const before = this.#roles.get(member?.id) ?? (this.room.kind === 'public' ? 'member' : undefined);
    if (type === 'role-changed') this.#roles.set(member.id, role);
    this.timeline.record({ entry, before }, this.isFollowed);
    if (cause === 'live') this.emit('ruled', { talk: this, entry, before });
    this.emit('changed');
  }

  #change(change) {
    this.timeline.seen(this.room.offset);
    this.timeline.apply(change.target, change.apply);
    this.#quotes.apply(change.target, change.apply);
    if (this.replyTo) this.replyTo = change.apply(this.replyTo);
    this.emit('altered', { talk: this, change });
    this.emit('changed');
  }

  #members({ joined, left, renamed, cause }) {
    if (cause === 'live') {
      for (const member of joined) this.#notices.came(member);
      for (const member of left) this.#notices.went(member);
    } else {
      for (const { id } of joined) this.#notices.back(id);
    }
    for (const { member, before } of renamed) this.#notices.renamed(before.name, member.name);
    this.emit('changed');
  }

  #note(notice) {
    this.timeline.note(notice, this.isFollowed);
    this.emit('changed');
  }

  #pending(change) {
    if (change.state === 'failed' && change.error.code !== 'closed') this.emit('refused', { talk: this, change });
    this.emit('changed');
  }

  #put(message) {
    if (message.state === 'discarded') {
      this.timeline.drop(message.ref);
      return this.emit('changed');
    }
    this.latest = Math.max(this.latest, message.at.getTime());
    this.timeline.put(message, this.isFollowed);
    this.emit('changed');
  }

  #reset() {
    this.timeline.reset();
    this.#quotes.clear();
    this.target = this.isFound = this.visit = this.divider = undefined;
  }

  #entered() {
    this.#enteredAt = performance.now();
    this.emit('changed');
  }

  #refused(error) {
    this.error = error;
    this.emit('changed');
  }
}

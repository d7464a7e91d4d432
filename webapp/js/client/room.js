import { AdministeredRoom } from './administered-room.js';
import { ParleyError } from './error.js';
import { HistoryPages } from './history-pages.js';
import { JoinRequest } from './join-request.js';
import { LogFollower } from './log-follower.js';
import { Members } from './members.js';
import { draftOf } from './message.js';
import { Outbox } from './outbox.js';
import { Preview } from './preview.js';
import { ReadMarker } from './read-marker.js';
import { Typing } from './typing.js';
import { unsentChange } from './unsent-change.js';

/** A room that this client is in, across all its sessions. */
export class Room extends AdministeredRoom {
  joined = false;
  /** Whether `id` is the room's own spelling, as confirmed by the server. */
  isNamed = false;
  #wire;
  #log;
  #outbox;
  #members = new Members(this);
  #joinRequest;
  #readMarker;
  #typing;
  #pages;
  #preview = new Preview(() => this.#outbox.changes);
  /** Whether entries about the room were skipped, so that the list of our rooms knows more. */
  #isUncertain = false;

  constructor(id, wire, { ackTimeout, since, create = true }) {
    super(id, wire);
    this.#wire = wire;
    this.#outbox = new Outbox(this, wire, ackTimeout);
    this.#readMarker = new ReadMarker(this, wire);
    this.#typing = new Typing(this, wire);
    this.#pages = new HistoryPages(this, wire, event => this.#log.message(event));
    this.#log = new LogFollower(this, wire, since, {
      facts: this.facts,
      outbox: this.#outbox,
      pages: this.#pages,
      preview: this.#preview,
      readMarker: this.#readMarker,
    });
    this.#joinRequest = new JoinRequest(this, wire, create);
  }

  get offset() {
    return this.#log.offset;
  }

  get position() {
    return this.#log.position;
  }

  get topic() {
    return this.#log.topic;
  }

  get isBehind() {
    return this.#log.isBehind;
  }

  /** Settles when the server first lets us in or refuses. */
  get entered() {
    return this.#joinRequest.first;
  }

  get outbox() {
    return this.#outbox;
  }

  get unsent() {
    return this.#outbox.messages;
  }

  get unsentChanges() {
    return this.#outbox.changes;
  }

  /** The topic once our pending changes are stored. */
  get nextTopic() {
    return this.#preview.topicAfter(this.topic);
  }

  /** The message once our pending changes are stored. */
  preview(message) {
    return this.#preview.of(message, this.#wire.author);
  }

  /** `undefined` until known. */
  get readOffset() {
    return this.#readMarker.offset;
  }

  get unread() {
    return this.#readMarker.unread;
  }

  get mentions() {
    return this.#readMarker.mentions;
  }

  get online() {
    return this.#members.online;
  }

  members() {
    return this.#members.list;
  }

  send(text, { ref, replyTo } = {}) {
    this.#typing.done();
    return this.#outbox.add(draftOf({ ref, room: this.id, author: this.#wire.author, text, replyTo }));
  }

  edit(target, text, { ref } = {}) {
    return this.#change({ kind: 'edit', target, text, ref });
  }

  delete(target, { ref, after } = {}) {
    return this.#change({ kind: 'delete', target, ref, after });
  }

  react(target, emoji, on = true, { ref } = {}) {
    return this.#change({ kind: on ? 'react' : 'unreact', target, emoji, ref });
  }

  pin(target, { ref } = {}) {
    return this.#change({ kind: 'pin', target, ref });
  }

  unpin(target, { ref } = {}) {
    return this.#change({ kind: 'unpin', target, ref });
  }

  setTopic(topic, { ref, ifNone } = {}) {
    return this.#change({ kind: 'topic', topic, ref, ifNone });
  }

  typing() {
    this.#typing.say();
  }

  markRead(offset = this.offset) {
    this.#readMarker.mark(offset);
  }

  /** A page of history, oldest first, up to date when it arrives. Does not advance `offset`. */
  history({ before, after, around, limit } = {}) {
    return this.#pages.get({ before, after, around, limit });
  }

  pins() {
    return this.#pages.pinned();
  }

  async message(offset) {
    const { messages } = await this.history({ around: offset, limit: 1 });
    return messages.find(message => message.offset === offset);
  }

  leave() {
    return this.#wire.leave(this);
  }

  /** Joins the room. Called at the start of every session. */
  enter() {
    this.#outbox.shut();
    this.#joinRequest.send(this.position, joined => this.#begin(joined));
  }

  /** Takes over a draft from an earlier client. Sending it may have to create the room. */
  restore(draft) {
    this.#joinRequest.mayCreate = true;
    this.#outbox.restore(draft);
  }

  /** The session is over; the next one joins again. */
  exit() {
    this.#joinRequest.stop();
    this.joined = false;
    this.#outbox.shut();
    this.#typing.reset();
  }

  /** Sends immediately whatever is delayed. */
  flush() {
    this.#readMarker.flush();
    this.#outbox.flush();
  }

  /** We are no longer in the room, and nothing of ours will be sent to it. */
  end(error) {
    this.#outbox.end(error);
    this.close(error);
  }

  close(error = new ParleyError('closed', 'You left the room')) {
    this.exit();
    this.facts.close();
    this.#readMarker.close();
    this.#outbox.close(error);
    this.#joinRequest.end(error);
  }

  take(event) {
    if (!this.joined) return; // we left and are joining again: this event belongs to the time before
    switch (event.type) {
      case 'typing':
        return this.#typing.heard(event);
      case 'read':
        return this.#readMarker.counted({ ...event, to: Math.max(this.offset || 0, this.#log.headAtJoin) });
      case 'reset':
        return this.#reset(event);
      case 'member-joined':
      case 'member-left':
      case 'member-renamed':
      case 'members':
        this.facts.named(event.members ?? [event.member]);
        return this.#members.take(event);
      default:
        this.#log.take(event);
    }
  }

  /** Takes this room's row in the server's list of our rooms; `undefined` if there is no row, or no list. */
  listed(row) {
    if (row && (!this.joined || this.#isUncertain)) this.facts.listed(row);
    this.#isUncertain = false;
    if (row) this.#readMarker.counted({ offset: row.read, unread: row.unread, mentions: row.mentions, to: row.head });
    else if (this.joined) this.#readMarker.begin(this.#log.headAtJoin);
  }

  /** An outbox item changed its state. `offset`: where the log has the change. */
  altered(item, offset) {
    if (!item.kind) return this.emit('update', { message: item });
    if (offset > (this.offset || 0)) this.#preview.settle(item, offset);
    this.#preview.changed();
    this.emit('pending', { change: item });
  }

  #begin(joined) {
    const before = this.id;
    const other = this.#wire.named(this, joined.room);
    if (other) return this.#yield(other);
    this.isNamed = true;
    if (this.id !== before) this.emit('named', { before });
    const isFirst = !this.joined && Number.isNaN(this.offset) && this.#members.isEmpty;
    this.#log.begin(joined, isFirst);
    this.joined = true;
    this.facts.joined(joined);
    if (this.role === 'reader' && !joined.until) this.#learnRole();
    if (this.readOffset === undefined) this.#wire.list();
    this.#readMarker.resume();
    this.#log.setTopic(joined.topic ?? '');
    this.#members.replace(joined);
    this.#joinRequest.succeed();
    this.#outbox.open();
  }

  #reset(event) {
    this.#log.reset(event);
    this.#isUncertain = true;
    this.#wire.list();
  }

  /** Muted people want to know until when. */
  #learnRole() {
    this.roles().then(
      roles => this.facts.learn(roles.find(({ member }) => member.id === this.#wire.me.id) ?? {}),
      () => {},
    );
  }

  /** Two spellings turned out to be one room: the other object takes over from where it stands. */
  #yield(other) {
    this.#joinRequest.yieldTo(other);
    this.#outbox.moveTo(other.outbox);
    this.close();
    other.exit();
    other.enter();
  }

  #change(facts) {
    return this.#outbox.add(unsentChange({ ...facts, room: this.id }));
  }
}

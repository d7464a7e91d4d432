import { Emitter } from './emitter.js';
import { ParleyError } from './error.js';
import { HistoryPages } from './history-pages.js';
import { JoinRequest } from './join-request.js';
import { Members } from './members.js';
import { applying, isChange } from './message-change.js';
import { draftOf, messageOf } from './message.js';
import { Outbox } from './outbox.js';
import { Preview } from './preview.js';
import { ReadMarker } from './read-marker.js';
import { token } from './token.js';
import { Typing } from './typing.js';
import { unsentChange } from './unsent-change.js';

/** A room that this client takes part in, over all the sessions that it takes. */
export class Room extends Emitter {
  /** The offset of the newest entry that was seen, a message or a change; `NaN` before the first one. */
  offset = NaN;
  joined = false;
  /** Whether `id` is the room's own name, as the server has said. */
  isNamed = false;
  topic = '';
  #wire;
  #outbox;
  #position;
  #head = -1;
  #history = 'history';
  #members = new Members(this);
  #entering;
  #reading;
  #typing;
  #pages;
  #preview = new Preview(() => this.#outbox.changes);

  constructor(id, wire, { ackTimeout, since, create = true }) {
    super();
    this.id = id;
    this.#wire = wire;
    this.#position = since;
    this.#outbox = new Outbox(this, wire, ackTimeout);
    this.#reading = new ReadMarker(this, wire);
    this.#typing = new Typing(this, wire);
    this.#pages = new HistoryPages(which => wire.ask({ type: 'history', room: id, ...which }), event => this.#message(event));
    this.#entering = new JoinRequest(this, wire, create);
  }

  /** Where to go on: what a later `join` of this room takes as `since`. */
  get position() {
    return this.#position;
  }

  /** Settles when the server has let us in, or has refused to. */
  get entered() {
    return this.#entering.first;
  }

  /** Whether what was here before we came, or came while we were away, is still on its way. */
  get isBehind() {
    return this.offset < this.#head;
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

  /** The topic with our change to it that waits, if there is one. */
  get nextTopic() {
    return this.#preview.topicAfter(this.topic);
  }

  /** The message as it is once our changes that wait are stored. */
  preview(message) {
    return this.#preview.of(message, this.#wire.author);
  }

  /** Up to where we have read, `undefined` until that is known, and what has come since. */
  get readOffset() {
    return this.#reading.offset;
  }

  get unread() {
    return this.#reading.unread;
  }

  get mentions() {
    return this.#reading.mentions;
  }

  get online() {
    return this.#members.online;
  }

  members() {
    return this.#members.list;
  }

  send(text, { ref = token(), replyTo } = {}) {
    this.#typing.done();
    return this.#outbox.add(draftOf({ ref, room: this.id, at: new Date(), author: this.#wire.author, text, replyTo }));
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

  setTopic(topic, { ref, ifNone } = {}) {
    return this.#change({ kind: 'topic', topic, ref, ifNone });
  }

  typing() {
    this.#typing.say();
  }

  markRead(offset = this.offset) {
    this.#reading.mark(offset);
  }

  /** A page of what was said, oldest first, as it is when the page arrives. It changes nothing of what the room has seen. */
  async history({ before, after, around, limit } = {}) {
    await this.entered;
    return this.#pages.get({ before, after, around, limit });
  }

  async message(offset) {
    const { messages } = await this.history({ around: offset, limit: 1 });
    return messages.find(message => message.offset === offset);
  }

  leave() {
    return this.#wire.leave(this);
  }

  /** Asks to be let in, at the beginning of every session. */
  enter() {
    this.#outbox.shut();
    this.#entering.ask(this.#position, joined => this.#begin(joined));
  }

  /** What an earlier client left unsent here. It is to be sent: so the room is made where it does not exist. */
  restore(draft) {
    this.#entering.mayCreate = true;
    this.#outbox.restore(draft);
  }

  /** The session is over; the next one will enter again. */
  exit() {
    this.#entering.stop();
    this.joined = false;
    this.#outbox.shut();
    this.#typing.reset();
  }

  /** What waits for its time is said now. */
  flush() {
    this.#reading.flush();
    this.#outbox.flush();
  }

  close(error = new ParleyError('closed', 'The room was left')) {
    this.exit();
    this.#reading.close();
    this.#outbox.close(error);
    this.#entering.end(error);
  }

  take(event) {
    if (!this.joined) return; // left a moment ago and entered again: this is still from the time before
    if (isChange(event)) return this.#changed(event);
    switch (event.type) {
      case 'message': return this.#heard(event);
      case 'topic-changed': return this.#retitled(event);
      case 'typing': return this.#typing.heard(event);
      case 'read': return this.#reading.counted({ ...event, to: Math.max(this.offset || 0, this.#head) });
      case 'member-joined': return this.#members.came(event);
      case 'member-left': return this.#members.went(event);
      case 'member-renamed': return this.#members.renamed(event);
      case 'members': return this.#members.replace(event);
      case 'reset':
        this.#startAfresh(event);
        return this.#title(event.topic ?? '');
      default: if (event.position) this.#see(event); // an entry of a kind that we do not know has its place all the same
    }
  }

  /** What the server's list of our rooms says of this one; nothing where it does not have it, or where there is no list. */
  listed(row) {
    if (row) this.#reading.counted({ offset: row.read, unread: row.unread, mentions: row.mentions, to: row.head });
    else if (this.joined) this.#reading.begin(this.#head);
  }

  /** The outbox has a message or a change in another state. `offset`: where the log has the change. */
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
    const first = !this.joined && Number.isNaN(this.offset) && this.#members.isEmpty;
    if (joined.recovered || first) {
      this.#head = joined.head;
      this.#position = joined.position;
      this.#history = joined.recovered ? 'resume' : 'history';
    } else {
      this.#startAfresh(joined);
    }
    this.joined = true;
    if (this.readOffset === undefined) this.#wire.list();
    this.#reading.goOn();
    this.#title(joined.topic ?? '');
    this.#members.replace(joined);
    this.#entering.succeed();
    this.#outbox.open();
  }

  /** We have this room twice, by spellings that we could not tell to be one: the other one takes over, from where it stands. */
  #yield(other) {
    this.#entering.yieldTo(other);
    this.#outbox.moveTo(other.outbox);
    this.close();
    other.exit();
    other.enter();
  }

  #startAfresh({ position, head }) {
    this.#position = position;
    this.#head = head;
    this.#history = 'history';
    this.offset = NaN;
    this.#preview.clear();
    this.#reading.reset(head);
    this.emit('reset', { head });
  }

  #heard(event) {
    if (event.offset <= this.offset) return;
    const message = this.#message(event); // before the position moves on: what is lost then comes again
    const cause = this.#see(event);
    if (!message.mine && !message.deleted) this.#reading.heard(message);
    this.emit('message', { message, cause });
  }

  #changed(event) {
    const cause = this.#see(event);
    this.#own(event);
    if (!cause) return;
    const { type: kind, target, author, offset, emoji } = event;
    const apply = applying(event, this.#wire.me);
    this.#pages.changed({ offset, apply });
    this.#reading.changed(apply);
    this.emit('change', { target, kind, author, cause, emoji, apply });
  }

  #retitled(event) {
    if (this.#see(event)) this.#title(event.topic, event.author);
    this.#own(event);
  }

  /** A change of ours needs not be sent any more, either. */
  #own({ author, ref, offset, at }) {
    if (author.id === this.#wire.me.id && ref) this.#outbox.seen(ref, { offset, at: new Date(at) });
  }

  #title(topic, author) {
    if (topic === this.topic) return;
    this.topic = topic;
    this.emit('topic', { topic, author });
  }

  /** Where the entry stands to what we have: why it comes; `undefined` when we have it already. */
  #see({ offset, position }) {
    if (offset <= this.offset) return undefined;
    this.offset = offset;
    this.#preview.seen(offset);
    this.#position = position;
    return offset <= this.#head ? this.#history : 'live';
  }

  #change({ ref = token(), after, ...facts }) {
    const at = new Date();
    const dueAt = after > 0 ? at.getTime() + after : undefined;
    return this.#outbox.add(unsentChange({ ...facts, ref, room: this.id, at, dueAt }));
  }

  /** What is in the log needs not be sent any more. */
  #message(event) {
    const message = messageOf(event, this.id, this.#wire.me);
    if (message.mine && message.ref) this.#outbox.seen(message.ref, message);
    return message;
  }
}

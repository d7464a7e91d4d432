import { Connection } from './client/connection.js';
import { DraftStore } from './client/draft-store.js';
import { Emitter } from './client/emitter.js';
import { ParleyError } from './client/error.js';
import { Exchange } from './client/exchange.js';
import { MemberName } from './client/member-name.js';
import { messageOf } from './client/message.js';
import { complete } from './client/options.js';
import { Queries } from './client/queries.js';
import { normal } from './client/room-name.js';
import { Room } from './client/room.js';
import { Rooms } from './client/rooms.js';
import { token } from './client/token.js';

export { ParleyError };

/** A new secret for `connect({ key })`: whoever has it is the same member. */
export const newKey = token;

const REPLIES = new Set(['renamed', 'joined', 'ack', 'rooms', 'my-rooms', 'history', 'search', 'pong', 'error']);

/** Begins to connect to a Parley server, and keeps connected until `close()`. */
export function connect(options) {
  return new Client(options);
}

class Client extends Emitter {
  me;
  #link;
  #name;
  #options;
  #rooms = new Rooms();
  #exchange = new Exchange(command => this.#link.send(command));
  #questions = new Queries((client => ({
    get isOpen() { return client.state === 'open'; },
    send: (command, answer) => client.#exchange.send(command, answer),
    enters: room => client.#rooms.find(room) !== undefined,
  }))(this));
  #ready = {};
  #drawer;
  #collecting = Promise.resolve();
  #isComplete = false;
  #lastOrder = 0;
  #listing;

  constructor(options) {
    super();
    this.#options = complete(options);
    this.#name = new MemberName(options.name);
    this.#drawer = new DraftStore(this.#options.storage);
    this.#ready.promise = new Promise((resolve, reject) => Object.assign(this.#ready, { resolve, reject }));
    this.#ready.promise.catch(() => {});
    this.#link = new Connection(this.#options, {
      hello: () => ({ type: 'hello', ref: token(), name: this.#name.value, key: this.#options.key }),
      refused: error => this.#name.drop(error),
    });
    this.#link.on('welcome', ({ member }) => this.#welcomed(Object.freeze(member)));
    this.#link.on('event', event => this.#take(event));
    this.#link.on('leaving', () => this.#rooms.all.forEach(room => room.flush()));
    this.#link.on('state', change => this.#changed(change));
    if (this.#options.signal?.aborted) return void this.close();
    this.#collect();
    this.#link.connect();
  }

  get state() {
    return this.#link.state;
  }

  /** Messages that are not known to be stored, of all rooms. */
  get unsent() {
    return this.#rooms.all.flatMap(room => room.outbox.messages);
  }

  /** Our changes that are not known to be stored, of all rooms. */
  get unsentChanges() {
    return this.#rooms.all.flatMap(room => room.unsentChanges);
  }

  ready() {
    return this.#ready.promise;
  }

  /** The room, at once: it is joined as soon as the connection allows, and what is sent before that waits. */
  room(name, { since, create } = {}) {
    const known = this.#rooms.find(name);
    if (known) return known;
    const room = new Room(normal(name), this.#wire, { ackTimeout: this.#options.ackTimeout, since, create });
    if (this.state === 'closed') room.close();
    else this.#rooms.add(room);
    if (this.state === 'open') room.enter();
    return room;
  }

  /** The room, once the server has let us in. */
  join(name, options) {
    return this.room(name, options).entered;
  }

  async rooms({ find } = {}) {
    const { rooms } = await this.#ask({ type: 'rooms', find });
    this.#rooms.told(rooms.map(({ room }) => room));
    return rooms;
  }

  /** Our rooms as the server has them. What it says of reading goes to the rooms that are open here. */
  myRooms() {
    return this.#ask({ type: 'my-rooms' }).then(({ rooms }) => this.#listed(rooms));
  }

  /** What was said in all public rooms, page by page. */
  async search(query, { order, limit, cursor, signal } = {}) {
    const { hits, cursor: next } = await this.#ask({ type: 'search', query, order, limit, cursor }, signal);
    return { hits: hits.map(({ message, marks }) => ({ message: messageOf(message, message.room, this.me), marks })), cursor: next };
  }

  retry(ref) {
    for (const room of this.#rooms.all) room.outbox.retry(ref);
  }

  discard(ref) {
    return this.#rooms.all.some(room => room.outbox.discard(ref));
  }

  /** Takes another name, in all our sessions, and goes back to the old one when the server refuses it. */
  rename(name) {
    if (this.state === 'closed') return Promise.reject(new ParleyError('closed'));
    const renamed = this.#name.wish(name);
    if (this.state !== 'open') this.#link.restart(); // the next session begins with it
    else this.#ask({ type: 'rename', name }).then(({ member }) => this.#renamed(member), error => this.#notRenamed(error));
    return renamed;
  }

  /** Skips the wait: what a "Try now" button calls. */
  reconnect() {
    this.#link.connect();
  }

  close() {
    return this.#link.close();
  }

  /** What a room may do with the connection. */
  #wire = (client => ({
    get me() { return client.me; },
    send: (command, answer) => client.#exchange.send(command, answer),
    probe: () => client.#link.probe(),
    get author() { return client.me ?? { id: '', name: client.#name.value }; },
    get isComplete() { return client.#isComplete; },
    get drawer() { return client.#drawer; },
    order: () => client.#lastOrder = Math.max(Date.now(), client.#lastOrder + 1),
    ask: command => client.#ask(command),
    tell: command => client.#exchange.tell(command),
    list: () => client.#list(),
    named: (room, name) => client.#rooms.named(room, name),
    leave: room => client.#leave(room),
    dismiss: (room, error) => client.#dismiss(room, error),
  }))(this);

  #ask(command, signal) {
    return this.state === 'closed' ? Promise.reject(new ParleyError('closed')) : this.#questions.ask(command, signal);
  }

  /** Takes over what clients that are gone have left unsent. Nothing is sent before it was looked for, as it came first. */
  #collect() {
    this.#collecting = this.#collecting.then(async () => {
      const drafts = this.state === 'closed' ? [] : await this.#drawer.all();
      this.#isComplete = true;
      if (this.state !== 'closed') this.#restore(drafts);
    });
  }

  #restore(drafts) {
    const rooms = new Set();
    for (const draft of drafts) {
      this.#lastOrder = Math.max(this.#lastOrder, draft.order);
      const room = this.room(draft.room);
      room.restore(draft);
      rooms.add(room);
    }
    for (const room of rooms) this.emit('restored', { room });
    for (const room of this.#rooms.all) room.outbox.goOn();
  }

  #take(event) {
    if (REPLIES.has(event.type) && this.#exchange.take(event)) return;
    if (event.type === 'error') {
      this.emit('error', ParleyError.of(event));
    } else if (event.type === 'renamed') {
      this.#renamed(event.member);
    } else {
      this.#rooms.get(event.room)?.take(event);
    }
  }

  /** Our other sessions do not know of a name that one of them begins with. */
  #welcomed(member) {
    this.me = member;
    if (this.#name.taken(member)) this.#exchange.tell({ type: 'rename', ref: token(), name: member.name });
  }

  /** We go by another name, as we or another one of our sessions wanted. */
  #renamed(member) {
    this.me = Object.freeze(member);
    this.#name.taken(member);
    this.emit('renamed', { member });
  }

  /** An older server takes a name at the beginning of a session only. */
  #notRenamed(error) {
    if (error.code === 'unknown-type') this.#link.restart();
    else this.#name.drop(error);
  }

  #changed(change) {
    if (change.previous === 'open') {
      this.#exchange.clear();
      for (const room of this.#rooms.all) room.exit();
    }
    if (change.state === 'open') {
      this.#ready.resolve(this.me);
      for (const room of this.#rooms.all) room.enter();
      this.#questions.again();
      this.#list();
      this.#collect();
    }
    if (change.state === 'closed') this.#end(change.error);
    this.emit('state', change);
  }

  #listed(rooms) {
    this.#rooms.told(rooms.map(({ room }) => room));
    const rows = new Map(rooms.map(row => [row.room, row]));
    for (const room of this.#rooms.all) room.listed(rows.get(room.id));
    this.emit('myRooms', { rooms });
    return rooms;
  }

  /** An older server has no list: then what was read counts here and now. */
  #list() {
    this.#listing ??= this.myRooms().catch(() => this.#rooms.all.forEach(room => room.listed())).finally(() => this.#listing = undefined);
  }

  #end(error) {
    this.#ready.reject(error);
    this.#name.drop(error);
    this.#questions.end(error);
    for (const room of this.#rooms.all) room.close(error);
    this.#drawer.close();
  }

  async #leave(room) {
    room.flush();
    this.#rooms.delete(room);
    room.outbox.clear();
    room.close();
    if (this.state === 'open') await this.#ask({ type: 'leave', room: room.id }).catch(() => {}); // who is not there any more has left, too
  }

  #dismiss(room, error) {
    this.#rooms.delete(room);
    room.close(error);
  }
}

import { Connection } from './client/connection.js';
import { Deferred } from './client/deferred.js';
import { DraftRecovery } from './client/draft-recovery.js';
import { DraftStore } from './client/draft-store.js';
import { Emitter } from './client/emitter.js';
import { ParleyError } from './client/error.js';
import { Exchange } from './client/exchange.js';
import { isGuest } from './client/guest.js';
import { MemberName } from './client/member-name.js';
import { messageOf } from './client/message.js';
import { complete } from './client/options.js';
import { Queries } from './client/queries.js';
import { listedRoom } from './client/room-facts.js';
import { isAddress, normal } from './client/room-name.js';
import { Room } from './client/room.js';
import { Rooms } from './client/rooms.js';
import { token } from './client/token.js';

export { isGuest, ParleyError };

/** A new secret for `connect({ key })`. Whoever holds it is the same member. */
export const newKey = token;

const REPLIES = new Set([
  'renamed',
  'joined',
  'ack',
  'rooms',
  'my-rooms',
  'history',
  'pins',
  'rules',
  'deleted-rooms',
  'roles',
  'audit',
  'search',
  'pong',
  'error',
]);

/** Of 100 rooms each. */
const MOST_PAGES = 10;

/** Connects to a Parley server and stays connected until `close()`. */
export function connect(options) {
  return new Client(options);
}

class Client extends Emitter {
  me;
  #connection;
  #name;
  #options;
  #rooms = new Rooms();
  #exchange = new Exchange(command => this.#connection.send(command));
  #queries = new Queries(
    (client => ({
      get isOpen() {
        return client.state === 'open';
      },
      send: (command, answer) => client.#exchange.send(command, answer),
      enters: room => client.#rooms.find(room) !== undefined,
    }))(this),
  );
  #ready = new Deferred();
  #drafts;
  #recovery;
  #listing;

  constructor(options) {
    super();
    this.#options = complete(options);
    this.#name = new MemberName(options.name ?? '');
    this.#drafts = new DraftStore(this.#options.storage);
    this.#recovery = new DraftRecovery(
      this.#drafts,
      (client => ({
        get isClosed() {
          return client.state === 'closed';
        },
        room: name => client.room(name),
        recovered: rooms => client.#recovered(rooms),
      }))(this),
    );
    this.#connection = new Connection(this.#options, {
      hello: () => this.#hello(),
      refused: error => this.#name.drop(error),
    });
    this.#connection.on('welcome', welcome => this.#welcomed(welcome));
    this.#connection.on('event', event => this.#take(event));
    this.#connection.on('leaving', () => this.#rooms.all.forEach(room => room.flush()));
    this.#connection.on('state', change => this.#changed(change));
    if (this.#options.signal?.aborted) return void this.close();
    this.#recovery.run();
    this.#connection.connect();
  }

  get state() {
    return this.#connection.state;
  }

  /** Our messages in all rooms that are not known to be stored. */
  get unsent() {
    return this.#rooms.all.flatMap(room => room.outbox.messages);
  }

  /** Our changes in all rooms that are not known to be stored. */
  get unsentChanges() {
    return this.#rooms.all.flatMap(room => room.unsentChanges);
  }

  ready() {
    return this.#ready.promise;
  }

  /** Returns the room immediately and joins it once connected. Messages sent before that wait. */
  room(name, { since, create } = {}) {
    const known = this.#rooms.find(name);
    if (known) return known;
    const room = new Room(normal(name), this.#wire, { ackTimeout: this.#options.ackTimeout, since, create });
    if (this.state === 'closed') room.close();
    else this.#rooms.add(room);
    if (this.state === 'open') room.enter();
    return room;
  }

  /** Resolves with the room when the server lets us in. */
  join(name, options) {
    return this.room(name, options).entered;
  }

  async rooms({ find } = {}) {
    const { rooms } = await this.#ask({ type: 'rooms', find });
    this.#rooms.told(rooms.map(({ room }) => room));
    return rooms;
  }

  /** Creates a private room. */
  createRoom({ title, members = [], history, ref }) {
    return this.#create({ kind: 'private', title, members, history, ref });
  }

  /** Opens the conversation with exactly these people, which is always the same one. */
  openDirect(members, { ref } = {}) {
    return this.#create({ kind: 'direct', members: [members].flat(), ref });
  }

  /** Our rooms as the server has them. Also updates the read state of the rooms open here. */
  async myRooms() {
    const rows = await this.#allMyRooms();
    const rooms = rows.map(row => listedRoom(row, this.me));
    this.#rooms.listed(rooms);
    this.emit('myRooms', { rooms });
    return rooms;
  }

  /** A room that becomes active meanwhile may be on two pages. */
  async #allMyRooms() {
    const rows = new Map();
    let cursor;
    for (let page = 0; page === 0 || (cursor && page < MOST_PAGES); page++) {
      const reply = await this.#ask({ type: 'my-rooms', cursor });
      for (const row of reply.rooms) rows.set(row.room, row);
      ({ cursor } = reply);
    }
    return [...rows.values()];
  }

  /** Searches all public rooms, page by page. */
  async search(query, { order, limit, cursor, signal } = {}) {
    const { hits, cursor: next } = await this.#ask({ type: 'search', query, order, limit, cursor }, signal);
    return {
      hits: hits.map(({ message, title, marks }) => ({
        message: messageOf(message, message.room, this.me),
        title,
        marks,
      })),
      cursor: next,
    };
  }

  retry(ref) {
    for (const room of this.#rooms.all) room.outbox.retry(ref);
  }

  discard(ref) {
    return this.#rooms.all.some(room => room.outbox.discard(ref));
  }

  /** Changes our name in all our sessions. Reverts if the server refuses it. */
  rename(name) {
    if (this.state === 'closed') return Promise.reject(new ParleyError('closed'));
    if (this.#options.credentials.hasFixedName)
      return Promise.reject(new ParleyError('forbidden', 'Your name comes from your sign-in'));
    const renamed = this.#name.wish(name);
    if (this.state !== 'open')
      this.#connection.restart(); // the next hello carries it
    else
      this.#ask({ type: 'rename', name }).then(
        ({ member }) => this.#renamed(member),
        error => this.#notRenamed(error),
      );
    return renamed;
  }

  /** Skips the wait, for a "Try now" button. */
  reconnect() {
    this.#connection.connect();
  }

  close() {
    return this.#connection.close();
  }

  /** What rooms may use of the client. */
  #wire = (client => ({
    get me() {
      return client.me;
    },
    send: (command, answer) => client.#exchange.send(command, answer),
    isFree: command => client.#exchange.isFree(command),
    probe: () => client.#connection.probe(),
    get author() {
      return client.me ?? { id: '', name: client.#name.value };
    },
    get isRecovered() {
      return client.#recovery.isComplete;
    },
    get drafts() {
      return client.#drafts;
    },
    nextOrder: () => client.#recovery.nextOrder(),
    ask: command => client.#ask(command),
    tell: command => client.#exchange.tell(command),
    list: () => client.#list(),
    named: (room, name) => client.#rooms.named(room, name),
    leave: room => client.#leave(room),
    refused: (room, error) => client.#refused(room, error),
  }))(this);

  async #hello() {
    return { type: 'hello', ref: token(), ...(await this.#options.credentials.fields(this.#name.value)) };
  }

  #ask(command, signal) {
    return this.state === 'closed' ? Promise.reject(new ParleyError('closed')) : this.#queries.ask(command, signal);
  }

  /** Returns the room while it is being joined, so that whoever asked hears everything from it. */
  async #create({ kind, title, members, history, ref = token() }) {
    const ids = members.map(member => member.id ?? member);
    const { room: address } = await this.#ask({ type: 'create-room', ref, kind, title, members: ids, history });
    const room = this.room(address);
    const people = members.every(({ id }) => id) ? [this.me, ...members] : [];
    if (!room.joined) room.facts.listed({ kind, title, role: kind === 'private' ? 'owner' : 'member', people });
    return room;
  }

  #recovered(rooms) {
    for (const room of rooms) this.emit('restored', { room });
    for (const room of this.#rooms.all) room.outbox.sendNext();
  }

  #take(event) {
    if (REPLIES.has(event.type) && this.#exchange.take(event)) return;
    if (event.type === 'error') {
      this.emit('error', ParleyError.of(event));
    } else if (event.type === 'renamed') {
      this.#renamed(event.member);
    } else if (event.type === 'room-added') {
      this.#added(event);
    } else if (event.type === 'room-removed') {
      this.#removed(event);
    } else {
      this.#rooms.get(event.room)?.take(event);
    }
  }

  /** Our other sessions don't hear of a name set in a hello, so tell them. */
  #welcomed(welcome) {
    const member = Object.freeze(welcome.member);
    this.me = member;
    this.#exchange.take(welcome);
    this.#options.credentials.welcomed(welcome, this.#options, signal => this.#renew(signal));
    if (this.#name.taken(member)) this.#exchange.tell({ type: 'rename', ref: token(), name: member.name });
  }

  /**
   * Returns the milliseconds to wait at least before another try, `undefined` for none. If the token is refused, the
   * session ends, and the next one asks for a token again.
   */
  async #renew(signal) {
    try {
      const hello = await this.#hello();
      if (signal.aborted) return;
      const reply = await new Promise(answer => this.#exchange.send(hello, answer));
      if (reply.type === 'welcome') return;
      const error = ParleyError.of(reply);
      if (error.isPassing || error.code === 'server') return error.retryAfter ?? 0;
      this.emit('error', error);
    } catch (error) {
      (globalThis.reportError ?? console.error)(error);
      return 0;
    }
  }

  /** Renamed by us, or by another session of ours. */
  #renamed(member) {
    this.me = Object.freeze(member);
    this.#name.taken(member);
    this.emit('renamed', { member });
  }

  /** An older server accepts a name only in the hello. */
  #notRenamed(error) {
    if (error.code === 'unknown-type') this.#connection.restart();
    else this.#name.drop(error);
  }

  #changed(change) {
    if (change.previous === 'open') {
      this.#options.credentials.forget();
      this.#exchange.clear();
      for (const room of this.#rooms.all) room.exit();
    }
    if (change.state === 'open') {
      this.#ready.resolve(this.me);
      for (const room of this.#rooms.all) room.enter();
      this.#queries.repeat();
      this.#list();
      this.#recovery.run();
    }
    if (change.state === 'closed') this.#end(change.error);
    this.emit('state', change);
  }

  /** Without a list, as with an older server, reading starts from here. */
  #list() {
    if (this.#listing) return;
    this.#listing = this.myRooms()
      .catch(() => this.#rooms.listed([]))
      .finally(() => (this.#listing = undefined));
  }

  #end(error) {
    this.#ready.reject(error);
    this.#name.drop(error);
    this.#queries.end(error);
    for (const room of this.#rooms.all) room.close(error);
    this.#drafts.close();
  }

  /** A private room may refuse it, and there is no way back: it stays until the server has agreed. */
  async #leave(room) {
    room.flush();
    if (room.kind === 'private' && room.joined) await this.#leaveForGood(room);
    this.#rooms.delete(room);
    room.outbox.clear();
    room.close();
    if (room.kind !== 'private' && this.state === 'open')
      await this.#ask({ type: 'leave', room: room.id }).catch(() => {}); // if we are not in it any more, we have left
  }

  async #leaveForGood(room) {
    try {
      await this.#ask({ type: 'leave', room: room.id });
    } catch (error) {
      if (!['not-joined', 'not-found'].includes(error.code)) throw error;
    }
  }

  /** The server has not let us into a room. */
  #refused(room, error) {
    const wasIn = room.position !== undefined;
    if (wasIn && error.code === 'not-found' && isAddress(room.id)) this.#removed({ ...factsOf(room), role: 'none' });
    else if (wasIn && error.code === 'forbidden') this.#removed({ ...factsOf(room), role: 'banned' });
    else this.#dismiss(room, error);
  }

  #dismiss(room, error) {
    this.#rooms.delete(room);
    room.close(error);
  }

  /** We are in another room from now on, or may be. */
  #added({ room, kind, title, role, by, people }) {
    this.emit('room-added', { ...listedRoom({ room, kind, title, role, people }, this.me), by });
  }

  /** We are no longer in a room. Without `by`, that was while we were away. */
  #removed({ room: id, kind, title, role, by, reason, until, deleted = false }) {
    const room = this.#rooms.get(id);
    const removal = {
      room: id,
      kind,
      title: title ?? room?.title ?? (isAddress(id) ? '' : id),
      role,
      by,
      reason,
      deleted,
    };
    if (until !== undefined) removal.until = new Date(until);
    if (room) {
      this.#rooms.delete(room);
      room.end(new ParleyError('removed', 'You are no longer in this room'));
    }
    this.emit('room-removed', removal);
  }
}

const factsOf = ({ id, kind, title }) => ({ room: id, kind, title });

import { Emitter } from '../client/emitter.js';
import { Talk } from '../room/talk.js';
import { PendingLeaves } from './pending-leaves.js';
import { RoomList } from './room-list.js';
import { LOBBY } from './route.js';

/** The server lets a session into 100 rooms; this leaves some for those the user opens. */
const OPEN_AT_ONCE = 80;
/** The errors of rooms that do not exist. */
const NOWHERE = ['not-found', 'invalid'];

/**
 * The rooms that are open here, one of them on screen. Emits what its talks emit, and `shown`, `restored` and `left`,
 * each with the `talk`.
 */
export class Talks extends Emitter {
  /** The talk on screen. */
  shown;
  #session;
  #byRoom = new Map();
  #list = new RoomList();
  #pendingLeaves = new PendingLeaves();

  constructor(session) {
    super();
    this.#session = session;
    session.on('restored', ({ room }) => this.emit('restored', { talk: this.open(room.id) }));
    session.on('myRooms', ({ rooms }) => this.#listed(rooms));
  }

  has(room) {
    return this.#byRoom.has(room);
  }

  get all() {
    return [...this.#byRoom.values()];
  }

  /** The people in the room on screen, without us. */
  get others() {
    const { id } = this.#session.me;
    return this.shown.room.members().filter(member => member.id !== id);
  }

  /** The names for the list of rooms; `isPointedAt` keeps them in place. */
  names(isPointedAt) {
    return this.#list.names(this.#byRoom, isPointedAt);
  }

  /** What is known of each room in the list, by name. */
  get facts() {
    return this.#list.facts(this.#byRoom);
  }

  /** `create`: creates the room if it is missing. */
  open(name, { create = false } = {}) {
    const room = this.#session.client.room(name, { create: create || name === LOBBY });
    const known = this.#byRoom.get(room.id);
    if (known?.room === room) return known;
    const talk = new Talk(room);
    for (const type of ['changed', 'heard', 'altered', 'missing', 'refused'])
      talk.on(type, event => this.emit(type, event));
    talk.on('named', ({ before }) => this.#named(talk, before));
    this.#byRoom.set(room.id, talk);
    if (known) talk.takeOver(known); // the room was refused, and we try again
    this.emit('changed');
    return talk;
  }

  /** Opens a room that the user wants to be in, even if they have left it before. */
  visit(name) {
    const talk = this.open(name);
    this.#pendingLeaves.drop(talk.room.id);
    return talk;
  }

  show(talk) {
    const before = this.shown;
    const isNowhere = NOWHERE.includes(before?.error?.code) && !before.unsent.length;
    if (isNowhere && this.#byRoom.get(before.room.id) === before) this.#byRoom.delete(before.room.id);
    this.shown = talk;
    this.emit('shown', { talk });
  }

  /** Opens all rooms again, with another client. */
  restart() {
    const before = this.all;
    this.#byRoom.clear();
    this.shown = undefined;
    for (const talk of before) this.open(talk.room.id).takeOver(talk);
  }

  /** Asks first if that would lose something unsent. */
  leave(name) {
    const talk = this.#byRoom.get(name);
    const count = this.#session.isOpen ? talk.timeline.unsent.length : talk.unsent.length; // while connected, changes are on their way
    if (count && !confirm(`You have unsent messages or changes in ${name} (${count}). Leave anyway?`)) return;
    this.#byRoom.delete(name);
    this.#list.drop(name);
    this.#pendingLeaves.add(name);
    talk.room.leave();
    this.emit('left', { talk });
  }

  #listed(rows) {
    this.#pendingLeaves.keepOnly(rows.map(({ room }) => room));
    const rooms = rows.filter(({ room }) => !this.#pendingLeaves.has(room));
    for (const { room } of rows) if (this.#pendingLeaves.has(room)) this.#leaveAgain(room);
    this.#list.list(rooms);
    for (const { room } of rooms.slice(0, OPEN_AT_ONCE)) this.open(room);
    this.emit('changed');
  }

  /** If this fails, the next connection tries again. */
  #leaveAgain(room) {
    this.#session.client
      .join(room)
      .then(joined => joined.leave())
      .catch(() => {});
  }

  #named(talk, before) {
    if (this.#byRoom.get(before) !== talk) return;
    this.#byRoom.delete(before);
    this.#byRoom.set(talk.room.id, talk);
    this.emit('named', { talk });
  }
}

import { Emitter } from '../client/emitter.js';
import { Talk } from '../room/talk.js';
import { ClosedDirects } from './closed-directs.js';
import { PendingLeaves } from './pending-leaves.js';
import { RoomList } from './room-list.js';
import { shownTitle } from './room-mark.js';
import { LOBBY } from './route.js';

/** The server lets a session into 100 rooms; this leaves some for those the user opens. */
const OPEN_AT_ONCE = 80;
/** The errors of rooms that do not exist. */
const NOWHERE = ['not-found', 'invalid'];

/**
 * The rooms that are open here, one of them on screen. Emits what its talks emit, and `shown`, `restored` and `left`,
 * each with the `talk`; and `added` and `removed`, each with the client's event, when somebody else lets us into a room or
 * removes us.
 */
export class Talks extends Emitter {
  /** The talk on screen. */
  shown;
  #session;
  #byRoom = new Map();
  #list = new RoomList();
  #pendingLeaves = new PendingLeaves();
  #closed = new ClosedDirects();

  constructor(session) {
    super();
    this.#session = session;
    session.on('restored', ({ room }) => this.emit('restored', { talk: this.open(room.id) }));
    session.on('myRooms', ({ rooms }) => this.#listed(rooms));
    session.on('room-added', event => this.#added(event));
    session.on('room-removed', event => this.#removed(event));
  }

  has(room) {
    return this.#byRoom.has(room);
  }

  get all() {
    return [...this.#byRoom.values()];
  }

  /** The people in the room on screen, without us: those online, and those who belong there. */
  get others() {
    const { room, roster } = this.shown;
    const here = [...room.people, ...roster.readers, ...room.members()];
    const byId = new Map(here.map(member => [member.id, member]));
    byId.delete(this.#session.me.id);
    return [...byId.values()];
  }

  /** The names for the list of rooms; `isPointedAt` keeps them in place. */
  names(isPointedAt) {
    const { facts } = this;
    const names = this.#list.names(this.#byRoom, isPointedAt);
    return names.filter(name => !this.#byRoom.get(name)?.isGone && !this.#isClosed(name, facts.get(name)));
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
    for (const type of ['changed', 'heard', 'altered', 'missing', 'ruled', 'refused'])
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
    this.#closed.drop(talk.room.id);
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

  /** The address of the private or direct room with this title: the one on screen, or else the first. */
  addressOf(title) {
    const meant = title.toLowerCase();
    const rooms = [[this.shown.room.id, this.shown.room], ...this.facts];
    return rooms.find(([, { kind, title: each }]) => kind !== 'public' && each.toLowerCase() === meant)?.[0];
  }

  get(room) {
    return this.#byRoom.get(room);
  }

  /** Asks first if that would lose something unsent. */
  leave(name) {
    const talk = this.#byRoom.get(name);
    const count = this.#session.isOpen ? talk.timeline.unsent.length : talk.unsent.length; // while connected, changes are on their way
    const title = shownTitle(talk.room);
    if (count && !confirm(`You have unsent messages or changes in ${title} (${count}). Leave anyway?`)) return;
    this.#pendingLeaves.add(name);
    talk.room.leave();
    this.#gone(talk);
  }

  /** Takes a direct room off the list, until somebody writes there. */
  close(name) {
    const talk = this.#byRoom.get(name);
    this.#closed.add(name);
    this.emit('left', { talk });
  }

  #isClosed(name, { kind, unread }) {
    if (kind !== 'direct' || !this.#closed.has(name)) return false;
    if (unread) this.#closed.drop(name);
    return !unread;
  }

  /** Leaves a private room, which only works while connected. Rejects if the server refuses it. */
  async leaveForGood(name) {
    const talk = this.#byRoom.get(name);
    await talk.room.leave();
    if (this.#byRoom.get(name) === talk) this.#gone(talk);
  }

  #gone(talk) {
    this.#drop(talk.room.id);
    this.emit('left', { talk });
  }

  #drop(name) {
    this.#byRoom.delete(name);
    this.#list.drop(name);
  }

  /** We may have been in the room before, and its end may be on screen. A public room only takes us back. */
  #added(event) {
    const isOpen = this.shown?.room.id === event.room;
    if (event.kind !== 'public' || isOpen) this.emit('restored', { talk: this.visit(event.room) });
    this.emit('added', event);
  }

  #removed(event) {
    const talk = this.#byRoom.get(event.room);
    const isOurs = event.by?.id === this.#session.me.id && !event.deleted;
    this.#drop(event.room);
    if (isOurs && talk) this.emit('left', { talk });
    else talk?.remove(event);
    if (!isOurs && event.by?.id !== this.#session.me.id) this.emit('removed', event);
    this.emit('changed');
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

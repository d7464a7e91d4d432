import { Emitter } from '../client/emitter.js';
import { isSameRoom, normal } from '../client/room-name.js';
import { backStack } from './back-stack.js';

export const LOBBY = 'lobby';

/**
 * What the page's address shows: a room, perhaps a message in it and, on a phone, whether the list of rooms covers it.
 * Emits `moved`.
 */
export class Route extends Emitter {
  constructor() {
    super();
    backStack.on('moved', () => this.emit('moved'));
  }

  /** `at`: the offset of a message. */
  static address(room, at) {
    if (at) return `?room=${encodeURIComponent(room)}&at=${at}`;
    return room === LOBBY ? './' : `?room=${encodeURIComponent(room)}`;
  }

  get room() {
    const room = this.#parameter('room')?.trim();
    return !room || isSameRoom(normal(room), LOBBY) ? LOBBY : room;
  }

  /** The offset of the message to show; `undefined` at the end of the room. */
  get at() {
    const at = Number(this.#parameter('at'));
    return Number.isSafeInteger(at) && at > 0 ? at : undefined;
  }

  get view() {
    return backStack.here.view;
  }

  go(room, { view = 'room', at } = {}) {
    backStack.go(Route.address(room, at), view);
  }

  /** Puts the room's own name into the address. */
  correct(room) {
    if (room !== this.room) history.replaceState(history.state, '', Route.address(room, this.at));
  }

  showRooms() {
    backStack.go(backStack.here.address, 'rooms');
  }

  #parameter(name) {
    return new URL(backStack.here.address).searchParams.get(name);
  }
}

import { backStack } from './back-stack.js';

export const LOBBY = 'lobby';

/** Where this page is, as its address says: in which room, and on a phone whether in front of the list of rooms. */
export class Route {
  constructor(moved) {
    backStack.follow(moved);
  }

  /** `at`: the offset of a message there. */
  static address(room, at) {
    if (at) return `?room=${encodeURIComponent(room)}&at=${at}`;
    return room === LOBBY ? './' : `?room=${encodeURIComponent(room)}`;
  }

  get room() {
    return this.#parameter('room')?.trim() || LOBBY;
  }

  /** The offset of the message that this page is the address of; `undefined` at the end of the room. */
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

  /** The room that we are in has this name: the address says so. */
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

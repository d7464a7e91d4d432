export const LOBBY = 'lobby';

/** Where this page is, as its address says: in which room, and on a phone whether in front of the list of rooms. */
export class Place {
  #moved;

  constructor(moved) {
    this.#moved = moved;
    addEventListener('popstate', moved);
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
    return history.state?.view ?? 'room';
  }

  go(room, { view = 'room', at } = {}) {
    const address = Place.address(room, at);
    const isHere = new URL(address, document.baseURI).href === location.href && view === this.view;
    if (isHere) this.#moved();
    else this.#push(view, address);
  }

  /** The room that we are in has this name: the address says so. */
  correct(room) {
    if (room !== this.room) history.replaceState(history.state, '', Place.address(room, this.at));
  }

  showRooms() {
    this.#push('rooms', location.href);
  }

  #parameter(name) {
    return new URLSearchParams(location.search).get(name);
  }

  #push(view, address) {
    history.pushState({ view }, '', address);
    this.#moved();
  }
}

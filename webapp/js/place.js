export const LOBBY = 'lobby';

/** Where this page is, as its address says: in which room, and on a phone whether in front of the list of rooms. */
export class Place {
  #moved;

  constructor(moved) {
    this.#moved = moved;
    addEventListener('popstate', moved);
  }

  static address(room) {
    return room === LOBBY ? './' : `?room=${encodeURIComponent(room)}`;
  }

  get room() {
    return new URLSearchParams(location.search).get('room')?.trim() || LOBBY;
  }

  get view() {
    return history.state?.view ?? 'room';
  }

  go(room, view = 'room') {
    this.#push(view, Place.address(room));
  }

  showRooms() {
    this.#push('rooms', location.href);
  }

  #push(view, address) {
    history.pushState({ view }, '', address);
    this.#moved();
  }
}

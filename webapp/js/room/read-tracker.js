import { Favicon } from '../shell/favicon.js';

/** Who reads: what is in sight at the end of the open room counts as read, and what is not is counted in the page's title and picture. */
export class ReadTracker {
  #log;
  #talk;
  #favicon = new Favicon();

  constructor(log) {
    this.#log = log;
  }

  /** Whether all that comes into the room is seen. */
  get isReading() {
    return Boolean(this.#talk) && !document.hidden && this.#log.atEnd;
  }

  turnTo(talk) {
    this.#talk?.close();
    this.#talk = talk;
    talk.open();
  }

  /** A message came. What comes while one is not reading is new when one comes back. */
  heard(talk) {
    if (talk === this.#talk && !this.isReading) talk.divider ??= talk.room.readOffset;
  }

  look() {
    if (!this.#talk) return;
    this.#talk.isFollowed = this.#log.atEnd;
    const { room } = this.#talk;
    if (this.isReading && room.readOffset !== undefined && room.offset > room.readOffset) room.markRead();
  }

  /** `rooms`: what is unread in each. */
  show(rooms) {
    const sum = of => rooms.reduce((all, room) => all + room[of], 0);
    const total = { unread: sum('unread'), mentions: sum('mentions') };
    document.title = `${total.unread ? `(${total.unread}) ` : ''}${this.#talk.room.id} · Parley`;
    this.#favicon.show(total);
  }
}

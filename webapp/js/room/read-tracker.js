import { Favicon } from '../shell/favicon.js';

/**
 * Marks the room on screen as read while its end is in sight, and shows the unread count in the page's title and icon.
 */
export class ReadTracker {
  #log;
  #talk;
  #favicon = new Favicon();

  constructor(log) {
    this.#log = log;
  }

  /** Whether new messages are seen as they arrive. */
  get isReading() {
    return Boolean(this.#talk) && !document.hidden && this.#log.atEnd;
  }

  turnTo(talk) {
    this.#talk?.close();
    this.#talk = talk;
    talk.open();
  }

  /** A message has arrived. If nobody is looking, it is marked new. */
  heard(talk) {
    if (talk === this.#talk && !this.isReading) talk.divider ??= talk.room.readOffset;
  }

  look() {
    if (!this.#talk) return;
    this.#talk.isFollowed = this.#log.atEnd;
    const { room } = this.#talk;
    if (this.isReading && room.readOffset !== undefined && room.offset > room.readOffset) room.markRead();
  }

  /** `rooms`: the unread counts of each. */
  show(rooms) {
    const sum = of => rooms.reduce((all, room) => all + room[of], 0);
    const directs = rooms.filter(({ kind }) => kind === 'direct').reduce((all, { unread }) => all + unread, 0);
    const total = { unread: sum('unread'), mentions: sum('mentions') + directs };
    const { title } = this.#talk;
    document.title = `${total.unread ? `(${total.unread}) ` : ''}${title} · Parley`;
    this.#favicon.show(total);
  }
}

import { token } from './token.js';

const EVERY = 1_000;
const MANY = 100;

/** How far we have read a room, on any device, and how many messages have arrived since. */
export class ReadMarker {
  /** `undefined` until known. */
  offset;
  #room;
  #wire;
  #counted = { to: 0, unread: 0, mentions: 0 };
  #heard = [];
  #marked;
  #isUnreported = false;
  #timer;

  constructor(room, wire) {
    this.#room = room;
    this.#wire = wire;
  }

  /** At most 100, which means 100 or more. */
  get unread() {
    return this.offset === undefined ? 0 : Math.min(MANY, this.#counted.unread + this.#heard.length);
  }

  get mentions() {
    return this.offset === undefined
      ? 0
      : Math.min(MANY, this.#counted.mentions + this.#heard.filter(({ mentionsMe }) => mentionsMe).length);
  }

  /** A message of somebody else. Only those after the server's count are counted here. */
  heard(message) {
    if (message.offset <= Math.max(this.#counted.to, this.offset ?? 0)) return;
    this.#heard.push(message);
    if (this.#heard.length > 2 * MANY) this.#heard.shift();
    this.#tell();
  }

  /** A counted message may have been deleted, or may mention us now. */
  changed(apply) {
    this.#heard = this.#heard.map(apply).filter(({ deleted }) => !deleted);
    this.#tell();
  }

  /** Takes the server's count of messages up to `to`. */
  counted({ offset, unread, mentions, to }) {
    if (offset < this.offset) return; // older than what we have reported
    this.offset = offset;
    this.#counted = { to, unread, mentions };
    this.#forget(Math.max(to, offset));
    this.#tell();
  }

  /** We are new here, or the server does not know: everything so far counts as read. */
  begin(head) {
    if (this.offset === undefined) this.counted({ offset: head, unread: 0, mentions: 0, to: head });
  }

  /** We have read up to this offset. Reports the newest to the server at most once a second. */
  mark(offset) {
    if (!(offset > (this.offset ?? -1))) return;
    this.offset = this.#marked = offset;
    if (offset >= this.#counted.to) this.#counted = { to: offset, unread: 0, mentions: 0 };
    this.#forget(offset);
    this.#isUnreported = true;
    if (!this.#timer) this.#report();
    this.#tell();
  }

  /** A new session has begun; the last report may not have arrived. */
  resume() {
    this.#isUnreported = this.#marked !== undefined;
    if (!this.#timer) this.#report();
  }

  /** The room's log starts over, perhaps from another beginning. */
  reset(head) {
    this.#heard = [];
    if (!(this.offset > head)) return;
    this.offset = this.#marked = undefined;
    this.begin(head);
  }

  /** Reports immediately. */
  flush() {
    clearTimeout(this.#timer);
    this.#report();
  }

  close() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #report() {
    this.#timer = undefined;
    if (!this.#isUnreported || !this.#room.joined) return; // the next session starts with it
    this.#isUnreported = false;
    this.#wire.tell({ type: 'read', ref: token(), room: this.#room.id, offset: this.#marked });
    this.#timer = setTimeout(() => this.#report(), EVERY);
  }

  #forget(upTo) {
    this.#heard = this.#heard.filter(({ offset }) => offset > upTo);
  }

  #tell() {
    if (this.offset !== undefined)
      this.#room.emit('read', { offset: this.offset, unread: this.unread, mentions: this.mentions });
  }
}

import { token } from './token.js';

const EVERY = 1_000;
const MANY = 100;

/** How far a room was read by us, on this device or another one, and how many messages have come since. */
export class ReadMarker {
  /** `undefined` until it is known. */
  offset;
  #room;
  #wire;
  #counted = { to: 0, unread: 0, mentions: 0 };
  #heard = [];
  #wish;
  #isToBeSaid = false;
  #timer;

  constructor(room, wire) {
    this.#room = room;
    this.#wire = wire;
  }

  /** At most 100, which stands for as many or more. */
  get unread() {
    return this.offset === undefined ? 0 : Math.min(MANY, this.#counted.unread + this.#heard.length);
  }

  get mentions() {
    return this.offset === undefined ? 0 : Math.min(MANY, this.#counted.mentions + this.#heard.filter(({ mentionsMe }) => mentionsMe).length);
  }

  /** Somebody else's message; only what comes after the server has counted is counted here. */
  heard(message) {
    if (message.offset <= Math.max(this.#counted.to, this.offset ?? 0)) return;
    this.#heard.push(message);
    if (this.#heard.length > 2 * MANY) this.#heard.shift();
    this.#tell();
  }

  /** A message that was counted here may be gone, or speak to us now. */
  changed(apply) {
    this.#heard = this.#heard.map(apply).filter(({ deleted }) => !deleted);
    this.#tell();
  }

  /** The server's count of the messages up to `to`. */
  counted({ offset, unread, mentions, to }) {
    if (offset < this.offset) return; // from before we said that we had read on
    this.offset = offset;
    this.#counted = { to, unread, mentions };
    this.#forget(Math.max(to, offset));
    this.#tell();
  }

  /** We are new here, or nobody knows: what was said before was not said to us. */
  begin(head) {
    if (this.offset === undefined) this.counted({ offset: head, unread: 0, mentions: 0, to: head });
  }

  /** We have read up to this offset. The server is told once a second at most, and only of the newest. */
  mark(offset) {
    if (!(offset > (this.offset ?? -1))) return;
    this.offset = this.#wish = offset;
    if (offset >= this.#counted.to) this.#counted = { to: offset, unread: 0, mentions: 0 };
    this.#forget(offset);
    this.#isToBeSaid = true;
    if (!this.#timer) this.#say();
    this.#tell();
  }

  /** A new session, which may not have heard it. */
  goOn() {
    this.#isToBeSaid = this.#wish !== undefined;
    if (!this.#timer) this.#say();
  }

  /** The room's log begins afresh, and may have another beginning. */
  reset(head) {
    this.#heard = [];
    if (!(this.offset > head)) return;
    this.offset = this.#wish = undefined;
    this.begin(head);
  }

  /** Says at once what was to be said within a second. */
  flush() {
    clearTimeout(this.#timer);
    this.#say();
  }

  close() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #say() {
    this.#timer = undefined;
    if (!this.#isToBeSaid || !this.#room.joined) return; // the next session begins with it
    this.#isToBeSaid = false;
    this.#wire.tell({ type: 'read', ref: token(), room: this.#room.id, offset: this.#wish });
    this.#timer = setTimeout(() => this.#say(), EVERY);
  }

  #forget(upTo) {
    this.#heard = this.#heard.filter(({ offset }) => offset > upTo);
  }

  #tell() {
    if (this.offset !== undefined) this.#room.emit('read', { offset: this.offset, unread: this.unread, mentions: this.mentions });
  }
}

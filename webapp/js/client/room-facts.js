import { isAddress } from './room-name.js';

const LONGEST_TIMEOUT = 2 ** 31 - 1;
/** The server's clock may be a little behind ours, or much: then we ask from time to time. */
const MARGIN = 2_500;
const AGAIN_IN = 5_000;

/**
 * The title that people see: the room's own, of a direct room the others' names, of a public one without a title its name.
 * Empty while unknown.
 */
export function titleOf({ room, kind, title, people }, me) {
  if (kind === 'direct')
    return othersIn(people, me)
      .map(({ name }) => name)
      .join(', ');
  return title || (kind === 'private' ? '' : room);
}

const othersIn = (people = [], me = undefined) => people.filter(({ id }) => id !== me?.id);

/** A row of the server's list of our rooms, with what it leaves out for an ordinary room. */
export const listedRoom = (row, me) => {
  const { kind = 'public', role = 'member', archived = false, people = [] } = row;
  return { ...row, kind, title: titleOf(row, me), role, archived, people };
};

/** What a room is and what we are in it. `joined` tells how it stands at that moment; later entries of the log change it. */
export class RoomFacts {
  kind;
  role = 'member';
  /** When our role ends, if it does. */
  roleUntil;
  archived = false;
  /** Seconds between two messages of one person; 0 for none. */
  slowMode = 0;
  /** Everybody in a direct room. */
  people = [];
  /** The offset of the entry that set the rules, if there are any. */
  rules;
  #title;
  #room;
  #wire;
  #timer;

  /** `wire`: as for the room. */
  constructor(room, wire) {
    this.#room = room;
    this.#wire = wire;
    this.kind = isAddress(room.id) ? 'private' : 'public';
  }

  get title() {
    const { kind, people } = this;
    return titleOf({ room: this.#room.id, kind, title: this.#title, people }, this.#wire.me);
  }

  joined({ kind = 'public', title, role = 'member', until, archived = false, slowMode = 0, people = [], rules }) {
    Object.assign(this, { kind, role, archived, slowMode, people, rules });
    this.#title = title;
    this.#ends(until);
    this.#tell();
  }

  /** Takes what the server's list of our rooms says, which is less. */
  listed({ kind, title, role, archived = false, people }) {
    if (!kind) return; // an older server
    Object.assign(this, { kind, role, archived, people });
    this.#title = title === this.#room.id ? undefined : title;
    this.#tell();
  }

  /** Applies an entry from after the join. */
  take({ type, member, role, until, title, seconds, rules, offset }) {
    if (type === 'role-changed' && member.id === this.#wire.me.id) {
      this.role = role;
      this.#ends(until);
    }
    if (type === 'title-changed') this.#title = title || undefined;
    if (type === 'rules-changed') this.rules = rules ? offset : undefined;
    if (type === 'archived' || type === 'unarchived') this.archived = type === 'archived';
    if (type === 'slow-mode-changed') this.slowMode = seconds;
    this.#tell();
  }

  /** When our role ends: the list of roles tells, but not `joined`. */
  learn({ role, until }) {
    if (role !== this.role || !until) return;
    this.#ends(until);
    this.#tell();
  }

  /** Somebody may have a new name. */
  named(members) {
    if (this.kind !== 'direct') return;
    const byId = new Map(members.map(member => [member.id, member]));
    if (!this.people.some(({ id, name }) => byId.has(id) && byId.get(id).name !== name)) return;
    this.people = this.people.map(person => byId.get(person.id) ?? person);
    this.#tell();
  }

  close() {
    clearTimeout(this.#timer);
  }

  /** An entry tells when a role has ended, unless the server is older: so we join again, which does. */
  #ends(until) {
    clearTimeout(this.#timer);
    this.roleUntil = until && new Date(until);
    if (!until) return;
    const left = this.roleUntil - Date.now();
    const delay = left > 0 ? left + MARGIN : AGAIN_IN;
    this.#timer = setTimeout(() => this.#room.joined && this.#room.enter(), Math.min(delay, LONGEST_TIMEOUT));
  }

  #tell() {
    this.#room.emit('changed', {});
  }
}

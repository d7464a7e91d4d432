import { Emitter } from './emitter.js';
import { may } from './rights.js';
import { roleOf, roomEntryOf } from './room-entry.js';
import { RoomFacts } from './room-facts.js';
import { token } from './token.js';

/** A room as those who run it see it: its title, its rules, and who may do what there. */
export class AdministeredRoom extends Emitter {
  facts;
  #wire;

  constructor(id, wire) {
    super();
    this.id = id;
    this.#wire = wire;
    this.facts = new RoomFacts(this, wire);
  }

  get kind() {
    return this.facts.kind;
  }

  get title() {
    return this.facts.title;
  }

  get role() {
    return this.facts.role;
  }

  get roleUntil() {
    return this.facts.roleUntil;
  }

  get archived() {
    return this.facts.archived;
  }

  get slowMode() {
    return this.facts.slowMode;
  }

  /** The offset of the entry that set the rules; `undefined` without rules. */
  get rulesAt() {
    return this.facts.rules;
  }

  get people() {
    return this.facts.people;
  }

  may(right) {
    return may(this, right);
  }

  async setRole(member, role, { seconds, reason, address, ref } = {}) {
    await this.#administer({ type: 'set-role', member: member.id ?? member, role, seconds, reason, address, ref });
  }

  invite(member, role = 'member') {
    return this.setRole(member, role);
  }

  remove(member, { reason, ref } = {}) {
    return this.setRole(member, 'none', { reason, ref });
  }

  mute(member, options) {
    return this.setRole(member, 'reader', options);
  }

  ban(member, options) {
    return this.setRole(member, 'banned', options);
  }

  setTitle(title, { ref } = {}) {
    return this.#administer({ type: 'title', title, ref });
  }

  /** `rules`: Markdown; empty for none. */
  setRules(rules, { ref } = {}) {
    return this.#administer({ type: 'set-rules', rules, ref });
  }

  /** What the room asks of its members, as Markdown; empty for nothing. */
  async rules() {
    await this.entered;
    const { rules = '' } = await this.#wire.ask({ type: 'rules', room: this.id });
    return rules;
  }

  /** Deletes the room with everything in it, for everybody. */
  deleteRoom({ reason, ref } = {}) {
    return this.#administer({ type: 'delete-room', reason, ref });
  }

  archive({ ref } = {}) {
    return this.#administer({ type: 'archive', ref });
  }

  unarchive({ ref } = {}) {
    return this.#administer({ type: 'unarchive', ref });
  }

  setSlowMode(seconds, { ref } = {}) {
    return this.#administer({ type: 'slow-mode', seconds, ref });
  }

  async roles() {
    await this.entered;
    const { roles } = await this.#wire.ask({ type: 'roles', room: this.id });
    return roles.map(roleOf);
  }

  async audit({ before, limit } = {}) {
    await this.entered;
    const { entries, more } = await this.#wire.ask({ type: 'audit', room: this.id, before, limit });
    return { entries: entries.map(roomEntryOf), more };
  }

  async #administer({ ref = token(), ...command }) {
    await this.entered;
    await this.#wire.ask({ ...command, ref, room: this.id });
  }
}

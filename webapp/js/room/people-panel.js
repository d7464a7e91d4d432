import { Emitter } from '../client/emitter.js';
import { includes } from '../client/rights.js';
import { avatar } from '../shell/avatar.js';
import { backStack } from '../shell/back-stack.js';
import { guestLabel, nameInWords } from '../shell/guest-label.js';
import { icon } from '../shell/icon.js';
import { html, nothing, render, repeat } from '../vendor.js';
import { roleLabel, shortLabel } from './roles.js';

const FACES = 3;
const byName = new Intl.Collator().compare;
const inOrder = people => people.toSorted((a, b) => byName(a.name, b.name));

/**
 * Who is in the room: the button with the count of those online, and the panel. Beside the room on a wide screen, over it on
 * a narrow one. Emits `opened` when the user opens it, `person` with a `person` and the `anchor` for what can be done, and
 * `invite`.
 */
export class PeoplePanel extends Emitter {
  #button = document.getElementById('who');
  #panel = document.getElementById('people');
  #title = document.getElementById('people-title');
  #list = document.getElementById('people-list');
  #veil = document.getElementById('veil');
  #narrow = matchMedia('(max-width: 1180px)');
  #isOpen;
  #isWaiting = false;
  #isTaken = false;
  #layer = { isOpen: () => this.#isOpen && this.#narrow.matches, close: () => this.close() };

  constructor() {
    super();
    this.#button.addEventListener('click', () => this.#toggle());
    document.getElementById('people-close').addEventListener('click', () => this.close());
    this.#veil.addEventListener('click', () => this.close());
    this.#narrow.addEventListener('change', () => this.#fit());
    this.#set(!this.#narrow.matches);
  }

  /** Closes while another panel takes its place, and opens again after that. */
  makeWay(isTaken) {
    if (isTaken === this.#isTaken) return;
    this.#isTaken = isTaken;
    const isWide = !this.#narrow.matches;
    if (isTaken) this.#isWaiting = this.#isOpen && isWide;
    if (isTaken || (this.#isWaiting && isWide)) this.#set(!isTaken);
  }

  /** Stands beside the room if there is space for it and no other panel has it. */
  #fit() {
    const isWide = !this.#narrow.matches;
    if (this.#isTaken) this.#isWaiting = isWide;
    this.#set(isWide && !this.#isTaken);
  }

  /** `open`: whether this is current, or from before the connection was lost. */
  show(talk, me, open) {
    const { room, roster } = talk;
    const members = talk.isNowhere ? [] : inOrder(room.members());
    const online = talk.isNowhere ? 0 : room.online;
    const many = online === 1 ? '1 person' : `${online} people`;
    this.#button.setAttribute('aria-label', open ? `${many} online` : `${many} online before the connection was lost`);
    this.#button.hidden = talk.isNowhere;
    this.#title.textContent = room.kind === 'public' ? 'People online' : 'People';
    for (const part of [this.#button, this.#panel]) part.classList.toggle('stale', !open);
    render(
      html`${members.slice(0, FACES).map(member => avatar(member, 'xs'))}${icon('people')}<b>${online}</b>`,
      this.#button,
    );
    if (!talk.isNowhere) roster.refresh();
    const more = online - members.length;
    render(
      html`${!talk.isNowhere && room.kind === 'private' && room.may('arrange') ? this.#invitation() : nothing}
      ${this.#sections(talk, members).map(section => this.#section(section, talk, me))}
      ${more > 0 ? html`<p class="more">and ${more} more</p>` : nothing}`,
      this.#list,
    );
  }

  close() {
    this.#set(false);
    this.#button.focus();
  }

  #toggle() {
    const isOpen = !this.#isOpen;
    if (isOpen) this.emit('opened'); // first: the other panel gives the room back to the focus
    this.#set(isOpen);
  }

  #invitation() {
    return html`<button type="button" class="all invite" @click=${() => this.emit('invite')}>${icon('person-add')}Invite people</button>`;
  }

  /** In a room by invitation, those offline too. Moderators also see whom they have banned or muted. */
  #sections({ isNowhere, room, roster }, online) {
    if (isNowhere) return [];
    const isThere = new Set(online.map(({ id }) => id));
    const away = roster.list.filter(({ member }) => !isThere.has(member.id));
    const known = away.filter(({ role }) => includes(role, 'read')).map(({ member }) => member);
    const banned = away.filter(({ role }) => role === 'banned').map(({ member }) => member);
    const isPublic = room.kind === 'public';
    return [
      { title: isPublic ? undefined : 'Online', people: online },
      { title: isPublic ? 'Not online, with a role' : 'Not online', people: inOrder(known) },
      { title: 'Banned', people: room.may('moderate') ? inOrder(banned) : [], isLabelled: false },
    ].filter(({ title, people }) => !title || people.length);
  }

  #section({ title, people, isLabelled = true }, talk, me) {
    return html`${title ? html`<h3 class="sec">${title}</h3>` : nothing}<ul class="people">${repeat(
      people,
      ({ id }) => id,
      member => this.#row(member, talk.roster, me, isLabelled),
    )}</ul>`;
  }

  #row(member, roster, me, isLabelled) {
    const role = roster.roleOf(member);
    const until = roster.untilOf(member);
    const label = isLabelled && shortLabel(role, until);
    return html`<li><button type="button" class="person" aria-haspopup="menu" @click=${({ currentTarget }) => this.emit('person', { person: member, anchor: currentTarget })}>
      ${avatar(member, 'xs')}<span title=${nameInWords(member)}><bdi>${member.name}</bdi>${member.id === me?.id ? html` <em>you</em>` : nothing}</span>${guestLabel(member)}${label ? html`<small title=${roleLabel(role, until)}>${label}</small>` : nothing}</button></li>`;
  }

  #set(isOpen) {
    this.#isOpen = isOpen;
    const covers = isOpen && this.#narrow.matches;
    this.#panel.hidden = !isOpen;
    this.#veil.hidden = !covers;
    this.#button.setAttribute('aria-expanded', isOpen);
    for (const id of ['rail', 'room']) document.getElementById(id).inert = covers;
    if (covers) {
      document.getElementById('people-close').focus();
      backStack.cover(this.#layer);
    } else {
      backStack.uncover();
    }
  }
}

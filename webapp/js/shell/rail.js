import { Emitter } from '../client/emitter.js';
import { html, nothing, render, repeat } from '../vendor.js';
import { avatar } from './avatar.js';
import { guestLabel, nameInWords } from './guest-label.js';
import { icon } from './icon.js';
import { LOBBY, Route } from './route.js';

const WORDS = { open: 'Connected', waiting: 'Reconnecting…', offline: 'Offline', closed: 'Disconnected' };
const MANY = 100;
const sum = (rooms, what) => rooms.reduce((all, room) => all + room[what], 0);
const number = count => (count >= MANY ? `${MANY - 1}+` : count);

/**
 * The left side: the connection, the rooms, and our name. Emits `open` and `leave` with a `room`, `rename`, `sign-out`, and
 * `rested` when the pointer leaves the list.
 */
export class Rail extends Emitter {
  #connection = document.getElementById('connection');
  #rail = document.getElementById('rail');
  #head = document.getElementById('rooms-head');
  #narrow = matchMedia('(max-width: 720px)');
  #rooms = document.getElementById('rooms');
  #self = document.getElementById('self');
  #corner = document.getElementById('elsewhere');

  constructor() {
    super();
    this.#rooms.addEventListener('click', event => this.#clicked(event));
    this.#rooms.addEventListener('pointerleave', () => this.emit('rested'));
    this.#narrow.addEventListener('change', () => this.emit('rested'));
  }

  get isPointedAt() {
    return this.#rooms.matches(':hover, :focus-within');
  }

  show({ state, me, canRename, canSignOut, names, current, facts, talks, everOpen, view }) {
    this.#beMain(this.#narrow.matches && view === 'rooms');
    const word = WORDS[state] ?? (everOpen ? 'Reconnecting…' : 'Connecting…');
    render(html`<i class="dot ${state === 'open' ? '' : 'off'}"></i>${word}`, this.#connection);
    render(
      repeat(
        names,
        name => name,
        name => this.#row(name, current, facts.get(name), talks.has(name)),
      ),
      this.#rooms,
    );
    render(this.#me(me, canRename, canSignOut), this.#self);
    const others = names.filter(name => name !== current).map(name => facts.get(name));
    const elsewhere = { unread: sum(others, 'unread'), mentions: sum(others, 'mentions') };
    render(
      elsewhere.unread
        ? html`<span class="badge corner ${elsewhere.mentions ? 'me' : ''}">${number(elsewhere.unread)}<span class="vh"> unread in other rooms</span></span>`
        : nothing,
      this.#corner,
    );
  }

  /** On a phone the list fills the screen, so it is the page's main region, and its heading the page's heading. */
  #beMain(isMain) {
    this.#rail.role = isMain ? 'main' : 'navigation';
    render(isMain ? html`<h1 class="sec">Rooms</h1>` : html`<h2 class="sec">Rooms</h2>`, this.#head);
  }

  focus() {
    this.#rooms.querySelector('[aria-current]')?.focus();
  }

  #row(name, current, { unread, mentions }, isOpen) {
    return html`<li class=${unread ? 'unread' : ''}><a href=${Route.address(name)} data-room=${name} title=${name} aria-current=${name === current ? 'page' : nothing}>
      ${icon('hash')}<span class="n"><bdi>${name}</bdi></span>
      ${
        mentions
          ? html`<span class="badge me">@${number(mentions)}<span class="vh"> ${mentions === 1 ? 'mention' : 'mentions'}</span></span>`
          : unread
            ? html`<span class="badge">${number(unread)}<span class="vh"> new</span></span>`
            : nothing
      }</a>
      ${isOpen && !(name === LOBBY && name === current) ? this.#leaveButton(name) : nothing}</li>`;
  }

  #leaveButton(name) {
    return html`<button type="button" class="leave" aria-label="Leave ${name}" title="Leave" @click=${() => this.emit('leave', { room: name })}>${icon('x')}</button>`;
  }

  #me(me, canRename, canSignOut) {
    return html`${avatar(me, 's')}<span class="self-name" title=${nameInWords(me)}><strong><bdi>${me.name}</bdi></strong></span>${guestLabel(me)}
      ${canRename ? html`<button type="button" class="ib" aria-label="Change name" @click=${() => this.emit('rename')}>${icon('edit')}</button>` : nothing}
      ${canSignOut ? html`<button type="button" class="ib" aria-label="Sign out" title="Sign out" @click=${() => this.emit('sign-out')}>${icon('leave')}</button>` : nothing}`;
  }

  #clicked(event) {
    const link = event.target.closest('a');
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    this.emit('open', { room: link.dataset.room });
  }
}

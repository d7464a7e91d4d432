import { avatar } from './avatar.js';
import { icon } from './icon.js';
import { LOBBY, Place } from './place.js';
import { html, nothing, render, repeat } from './vendor.js';

const WORDS = { open: 'Connected', waiting: 'Reconnecting…', offline: 'Offline', closed: 'Disconnected' };

/** The left side: the connection, the rooms, and who we are. */
export class Rail {
  #connection = document.getElementById('connection');
  #rooms = document.getElementById('rooms');
  #self = document.getElementById('self');
  #on;

  /** `on`: what a click asks for, `open(room)`, `leave(room)` and `rename()`. */
  constructor(on) {
    this.#on = on;
    this.#rooms.addEventListener('click', event => this.#clicked(event));
  }

  show({ state, me, rooms, current, talks, everOpen }) {
    const word = WORDS[state] ?? (everOpen ? 'Reconnecting…' : 'Connecting…');
    render(html`<i class="dot ${state === 'open' ? '' : 'off'}"></i>${word}`, this.#connection);
    render(repeat(this.#names(rooms, talks), name => name, name => this.#row(name, current, rooms, talks.get(name))), this.#rooms);
    render(this.#me(me), this.#self);
  }

  focus() {
    this.#rooms.querySelector('[aria-current]')?.focus();
  }

  /** By name, so that nothing moves under the pointer when people come and go. */
  #names(rooms, talks) {
    const names = new Set([...rooms.keys(), ...talks.keys()]);
    names.delete(LOBBY);
    return [LOBBY, ...[...names].sort((a, b) => a.localeCompare(b))];
  }

  #row(name, current, rooms, talk) {
    const online = talk?.room.online || rooms.get(name);
    const unread = name === current ? 0 : talk?.unread;
    return html`<li class=${unread ? 'unread' : ''}><a href=${Place.address(name)} data-room=${name} aria-current=${name === current ? 'page' : nothing}>
      ${icon('hash')}<bdi class="n">${name}</bdi>
      ${unread ? html`<span class="badge">${unread}<span class="vh"> new</span></span>` : nothing}
      ${online ? html`<span class="count">${online}<span class="vh"> online</span></span>` : nothing}</a>
      ${talk && !(name === LOBBY && name === current) ? this.#leaveButton(name) : nothing}</li>`;
  }

  #leaveButton(name) {
    return html`<button type="button" class="leave" aria-label="Leave ${name}" title="Leave" @click=${() => this.#on.leave(name)}>${icon('x')}</button>`;
  }

  #me(me) {
    return html`${avatar(me, 's')}<span class="self-name"><strong><bdi>${me.name}</bdi></strong></span>
      <button type="button" class="ib" aria-label="Change name" @click=${this.#on.rename}>${icon('edit')}</button>`;
  }

  #clicked(event) {
    const link = event.target.closest('a');
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    this.#on.open(link.dataset.room);
  }
}

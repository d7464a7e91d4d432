import { Emitter } from '../client/emitter.js';
import { html, nothing, render, repeat } from '../vendor.js';
import { avatar } from './avatar.js';
import { guestLabel, nameInWords } from './guest-label.js';
import { icon } from './icon.js';
import { kindInWords, roomMark, shownTitle } from './room-mark.js';
import { LOBBY, Route } from './route.js';

const WORDS = { open: 'Connected', waiting: 'Reconnecting…', offline: 'Offline', closed: 'Disconnected' };
const MANY = 100;
const sum = (rooms, what) => rooms.reduce((all, room) => all + room[what], 0);
/** Whether somebody wants us: a mention, or anything in a direct message. */
const isUrgent = ({ kind, unread, mentions }) => mentions > 0 || (kind === 'direct' && unread > 0);
const PROFILES = { account: 'Your account', sessions: 'Your sessions' };
const number = count => (count >= MANY ? `${MANY - 1}+` : count);

/**
 * The left side: the connection, the rooms, the direct messages, and our name. Emits `open` and `leave` with a `room`,
 * `rename`, `sign-out`, and `rested` when the pointer leaves the list.
 */
export class Rail extends Emitter {
  #connection = document.getElementById('connection');
  #rail = document.getElementById('rail');
  #head = document.getElementById('rooms-head');
  #narrow = matchMedia('(max-width: 720px)');
  #rooms = document.getElementById('rooms');
  #directs = document.getElementById('directs');
  #self = document.getElementById('self');
  #corner = document.getElementById('elsewhere');

  constructor() {
    super();
    for (const list of this.#lists) {
      list.addEventListener('click', event => this.#clicked(event));
      list.addEventListener('pointerleave', () => this.emit('rested'));
    }
    this.#narrow.addEventListener('change', () => this.emit('rested'));
  }

  get isPointedAt() {
    return this.#lists.some(list => list.matches(':hover, :focus-within'));
  }

  get #lists() {
    return [this.#rooms, this.#directs];
  }

  show({ state, me, canRename, canSignOut, names, current, facts, talks, everOpen, view }) {
    this.#beMain(this.#narrow.matches && view === 'rooms');
    const word = WORDS[state] ?? (everOpen ? 'Reconnecting…' : 'Connecting…');
    render(html`<i class="dot ${state === 'open' ? '' : 'off'}"></i>${word}`, this.#connection);
    const isDirect = name => facts.get(name).kind === 'direct';
    const row = name => this.#row(name, current, facts.get(name), talks.has(name), me);
    const list = (some, element) =>
      render(
        repeat(some, name => name, row),
        element,
      );
    list(
      names.filter(name => !isDirect(name)),
      this.#rooms,
    );
    list(names.filter(isDirect), this.#directs);
    render(this.#me(me, canRename, canSignOut), this.#self);
    const others = names.filter(name => name !== current).map(name => facts.get(name));
    const elsewhere = { unread: sum(others, 'unread'), mentions: others.some(isUrgent) };
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

  /**
   * The room one `step` up or down the list from the one on screen, around its ends. `isUnread`: skips rooms without unread
   * messages. `undefined` if there is none.
   */
  next(step, isUnread = false) {
    const links = this.#lists.flatMap(list => [...list.querySelectorAll('a')]);
    const now = links.findIndex(link => link.ariaCurrent === 'page');
    const others = [...links.slice(now + 1), ...links.slice(0, Math.max(now, 0))];
    if (step < 0) others.reverse();
    return others.find(link => !isUnread || link.parentElement.classList.contains('unread'))?.dataset.room;
  }

  focus() {
    this.#lists
      .map(list => list.querySelector('[aria-current]'))
      .find(Boolean)
      ?.focus();
  }

  #row(name, current, facts, isOpen, me) {
    const { unread, mentions, archived } = facts;
    const title = shownTitle(facts);
    const kind =
      facts.kind === 'private' ? html`<span class="vh"> (${kindInWords(facts).toLowerCase()})</span>` : nothing;
    return html`<li class="${unread ? 'unread' : ''} ${archived ? 'archived' : ''}"><a href=${Route.address(name)} data-room=${name} title=${title} aria-current=${name === current ? 'page' : nothing}>
      ${roomMark(facts, me)}<span class="n"><bdi>${title}</bdi>${kind}</span>
      ${
        mentions
          ? html`<span class="badge me">@${number(mentions)}<span class="vh"> ${mentions === 1 ? 'mention' : 'mentions'}</span></span>`
          : unread
            ? html`<span class="badge">${number(unread)}<span class="vh"> new</span></span>`
            : nothing
      }</a>
      ${isOpen && !(name === LOBBY && name === current) ? this.#leaveButton(name, title, facts.kind) : nothing}</li>`;
  }

  #leaveButton(name, title, kind) {
    const isDirect = kind === 'direct';
    return html`<button type="button" class="leave" aria-label="${isDirect ? 'Close conversation with' : 'Leave'} ${title}" title=${isDirect ? 'Close conversation' : 'Leave'} @click=${() => this.emit('leave', { room: name })}>${icon('x')}</button>`;
  }

  #me(me, canRename, canSignOut) {
    return html`${avatar(me, 's')}<span class="self-name" title=${nameInWords(me)}><strong><bdi>${me.name}</bdi></strong></span>${guestLabel(me)}
      ${canRename ? html`<button type="button" class="ib" aria-label=${PROFILES[canRename] ?? 'Change name'} title=${PROFILES[canRename] ?? nothing} @click=${() => this.emit('rename')}>${icon(canRename === 'sessions' ? 'person' : 'edit')}</button>` : nothing}
      ${canSignOut ? html`<button type="button" class="ib" aria-label="Sign out" title="Sign out" @click=${() => this.emit('sign-out')}>${icon('leave')}</button>` : nothing}`;
  }

  #clicked(event) {
    const link = event.target.closest('a');
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    this.emit('open', { room: link.dataset.room });
  }
}

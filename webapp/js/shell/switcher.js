// Loaded on demand, so it imports nothing from the page: `kit` has what it uses.
import { fuzzy, parts } from './fuzzy.js';

const PAUSE = 150;
const LONGEST = 64;
const MOST = { recent: 9, rooms: 8, people: 5, others: 5 };
const LEAP = 5;
const TEXT = {
  label: 'Go to a room, a person or a message',
  placeholder: 'Go to…',
  unread: 'Unread',
  recent: 'Recent',
  rooms: 'Your rooms',
  people: 'People',
  others: 'Other public rooms',
  messages: 'Messages',
  anyMessage: 'Search messages',
  close: 'Close',
  nothing: 'No room or person has this name.',
  looking: 'Looking…',
  direct: 'Direct message',
  private: 'Private room',
  archived: 'Archived',
};
const many = (count, one, more) => (count === 1 ? one : more.replace('%', count > 99 ? '99+' : count));
const isUrgent = ({ kind, unread, mentions }) => mentions > 0 || (kind === 'direct' && unread > 0);
/** Rooms that wait for us go first among those that match about as well. */
const pull = room => (isUrgent(room) ? 9 : room.unread ? 6 : 0) + (room.visited >= 0 ? 4 - room.visited / 5 : 0);
const byVisit = (a, b) => rank(a) - rank(b);
const rank = ({ visited }) => (visited < 0 ? Number.MAX_SAFE_INTEGER : visited);

/** The best matches of a text among some things, each with its `marks`. */
function best(sought, things, nameOf, limit, bonus = () => 0) {
  return things
    .map((thing, at) => ({ thing, at, match: fuzzy(sought, nameOf(thing)) }))
    .filter(({ match }) => match)
    .map(({ thing, at, match }) => ({ thing, at, marks: match.marks, score: match.score + bonus(thing) }))
    .sort((a, b) => b.score - a.score || a.at - b.at)
    .slice(0, limit);
}

/**
 * Finds a room, a person or a message by a few letters. The focus stays in the field, whose ARIA attributes name the
 * selected option.
 */
export class Switcher {
  #kit;
  #places;
  #on;
  #dialog = document.createElement('dialog');
  /** As they were when it opened, so that nothing moves under the pointer. */
  #rooms = [];
  #people = [];
  #sought = '';
  #others = [];
  #groups = [];
  #chosen;
  #asked;
  #timer;
  #isLooking = false;
  #enters = false;

  /** `on`: `open(room)`, `direct(person)` and `search(query)`. */
  constructor(kit, places, on) {
    this.#kit = kit;
    this.#places = places;
    this.#on = on;
    this.#dialog.className = 'sw';
    this.#dialog.setAttribute('aria-label', TEXT.label);
    this.#dialog.addEventListener('keydown', event => this.#key(event));
    this.#dialog.addEventListener('click', event => this.#clicked(event));
    this.#dialog.addEventListener('close', () => this.#closed());
    document.body.append(this.#dialog);
  }

  /** `text`: what was typed while this was loaded. */
  open(text = '') {
    this.#rooms = this.#places.rooms;
    this.#people = this.#places.people;
    this.#sought = '';
    this.#others = [];
    this.#chosen = undefined;
    this.#isLooking = this.#enters = false;
    this.#find();
    this.#field.value = text;
    this.#kit.openModal(this.#dialog);
    this.#field.focus();
    if (text) this.#typed();
  }

  get #field() {
    return this.#dialog.querySelector('input');
  }

  get #options() {
    return this.#groups.flatMap(({ options }) => options);
  }

  #closed() {
    clearTimeout(this.#timer);
    this.#asked = undefined;
    this.#enters = false;
  }

  #typed() {
    this.#sought = this.#field.value.trim();
    this.#others = [];
    this.#chosen = undefined;
    this.#enters = false;
    clearTimeout(this.#timer);
    this.#isLooking = this.#sought !== '';
    this.#asked = undefined;
    if (this.#isLooking) this.#timer = setTimeout(() => this.#ask(), PAUSE);
    this.#find();
    this.#dialog.querySelector('.sw-list').scrollTop = 0;
  }

  /** Public rooms that we are not in are known to the server only. Without them, the rest works. */
  async #ask() {
    const asked = (this.#asked = this.#sought);
    const rooms = await this.#places.find(asked).catch(() => []);
    if (asked !== this.#asked) return;
    this.#others = rooms;
    this.#isLooking = false;
    this.#find();
    if (this.#enters) this.#take(this.#selected);
  }

  #find() {
    this.#groups = (this.#sought ? this.#matching() : this.#waiting()).filter(({ options }) => options.length);
    this.#show();
  }

  /** Before anything is typed: what is unread, and where we have been. */
  #waiting() {
    const elsewhere = this.#rooms.filter(({ id }) => id !== this.#places.current);
    const unread = elsewhere.filter(room => room.unread).sort((a, b) => isUrgent(b) - isUrgent(a));
    const read = elsewhere.filter(room => !room.unread).sort(byVisit);
    const shown = unread.slice(0, MOST.recent);
    return [
      { title: TEXT.unread, options: shown.map(room => this.#roomOption(room)) },
      { title: TEXT.recent, options: read.slice(0, MOST.recent - shown.length).map(room => this.#roomOption(room)) },
      { title: TEXT.messages, options: [this.#messageOption()] },
    ];
  }

  /** What comes late is put last, so that nothing moves under the pointer. */
  #matching() {
    const { shownTitle, isDeleted } = this.#kit;
    const { me } = this.#places;
    const known = new Set(this.#rooms.map(({ id }) => id));
    const met = new Set(
      this.#rooms
        .filter(({ kind, people }) => kind === 'direct' && people.length === 2)
        .flatMap(room => room.people.map(({ id }) => id)),
    );
    const others = this.#people.filter(person => !met.has(person.id) && person.id !== me.id && !isDeleted(person));
    const foreign = this.#others
      .filter(({ id }) => !known.has(id))
      .map(room => ({ room, match: fuzzy(this.#sought, shownTitle(room)) })) // the server looks at the address, too
      .sort((a, b) => (b.match?.score ?? 0) - (a.match?.score ?? 0));
    return [
      {
        title: TEXT.rooms,
        options: best(this.#sought, this.#rooms, shownTitle, MOST.rooms, pull).map(({ thing, marks }) =>
          this.#roomOption(thing, marks),
        ),
      },
      {
        title: TEXT.people,
        options: best(this.#sought, others, ({ name }) => name, MOST.people).map(({ thing, marks }) =>
          this.#personOption(thing, marks),
        ),
      },
      {
        title: TEXT.others,
        options: foreign.slice(0, MOST.others).map(({ room, match }) => this.#roomOption(room, match?.marks)),
      },
      { title: TEXT.messages, options: [this.#messageOption()] },
    ];
  }

  #roomOption(room, marks = []) {
    const { roomMark, shownTitle } = this.#kit;
    return {
      key: `room ${room.id}`,
      mark: roomMark(room, this.#places.me),
      name: this.#marked(shownTitle(room), marks),
      note: this.#noteOn(room),
      run: () => this.#on.open(room.id),
    };
  }

  #noteOn(room) {
    const { html } = this.#kit;
    const { kind, unread, mentions, archived, topic } = room;
    if (mentions) return html`<small class="me">${many(mentions, '1 mention', '% mentions')}</small>`;
    if (unread)
      return html`<small class=${isUrgent(room) ? 'me' : 'on'}>${many(unread, '1 unread', '% unread')}</small>`;
    return html`<small><bdi>${topic || (archived && TEXT.archived) || TEXT[kind] || ''}</bdi></small>`;
  }

  #personOption(person, marks) {
    const { html, avatar, guestLabel } = this.#kit;
    return {
      key: `person ${person.id}`,
      mark: avatar(person, 'xs'),
      name: html`${this.#marked(person.name, marks)}${guestLabel(person)}`,
      note: html`<small>${TEXT.direct}</small>`,
      run: () => this.#on.direct(person),
    };
  }

  #messageOption() {
    const { html, icon, nothing } = this.#kit;
    const sought = this.#sought;
    return {
      key: 'messages',
      mark: icon('search'),
      name: sought ? html`Search messages for “<bdi>${sought}</bdi>”` : html`${TEXT.anyMessage}`,
      note: nothing,
      run: () => this.#on.search(sought),
    };
  }

  #marked(text, marks) {
    const { html } = this.#kit;
    return html`<bdi>${parts(text, marks).map(part => (part.isMatch ? html`<mark>${part.text}</mark>` : part.text))}</bdi>`;
  }

  /** The one that the user has moved to, or else the first. */
  get #selected() {
    const options = this.#options;
    return options.find(({ key }) => key === this.#chosen) ?? options[0];
  }

  #key(event) {
    if (event.isComposing || event.keyCode === 229) return;
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: LEAP, PageUp: -LEAP };
    if (this.#kit.pressed(event, 'switch')) this.#dialog.close();
    else if (event.key in steps && !event.altKey && !event.ctrlKey && !event.metaKey) this.#move(steps[event.key]);
    else if (event.key === 'Enter' && event.target === this.#field) this.#enter();
    else return;
    event.preventDefault();
  }

  /** By one step around the end; by a leap only up to it. */
  #move(step) {
    const options = this.#options;
    const now = options.indexOf(this.#selected);
    const next =
      Math.abs(step) === 1
        ? (now + step + options.length) % options.length
        : Math.min(options.length - 1, Math.max(0, now + step));
    this.#chosen = options[next].key;
    this.#enters = false;
    this.#show();
    this.#dialog.querySelector('[aria-selected=true]').scrollIntoView({ block: 'nearest' });
  }

  /** Whoever types a name fast and presses Enter means the room that the server is about to name. */
  #enter() {
    const selected = this.#selected;
    if (this.#isLooking && !this.#chosen && selected.key === 'messages') this.#enters = true;
    else this.#take(selected);
  }

  #take(option) {
    this.#dialog.close();
    option.run();
  }

  #clicked(event) {
    const option = event.target.closest('[role=option]');
    if (option) return this.#take(this.#options[option.dataset.at]);
    const { left, right, top, bottom } = this.#dialog.getBoundingClientRect();
    const { clientX: x, clientY: y } = event;
    const isBeside = event.target === this.#dialog && (x < left || x > right || y < top || y > bottom);
    if (isBeside) this.#dialog.close();
  }

  #pointed(event, key) {
    if (event.pointerType !== 'mouse' || key === this.#selected.key || !(event.movementX || event.movementY)) return;
    this.#chosen = key;
    this.#show();
  }

  #show() {
    const { html, render, icon, nothing } = this.#kit;
    const options = this.#options;
    const selected = options.indexOf(this.#selected);
    const isNothing = this.#sought !== '' && options.length === 1;
    const words = isNothing ? (this.#isLooking ? TEXT.looking : TEXT.nothing) : '';
    render(
      html`<div class="sw-in">${icon('search')}<input type="text" role="combobox" aria-label=${TEXT.label} placeholder=${TEXT.placeholder} aria-expanded="true" aria-controls="sw-list" aria-autocomplete="list"
        aria-activedescendant="sw-${selected}" maxlength=${LONGEST} autocomplete="off" autocapitalize="off" spellcheck="false" enterkeyhint="go" @input=${() => this.#typed()}>
        <button type="button" class="ib" aria-label=${TEXT.close} @click=${() => this.#dialog.close()}>${icon('x')}</button></div>
      <p class="sw-none" ?hidden=${!words}>${words}</p>
      <div class="sw-list" id="sw-list" role="listbox" aria-label=${TEXT.label}>${this.#groups.map((group, at) => this.#group(group, at, options, selected))}</div>
      <p class="vh" role="status">${this.#sought ? words || many(options.length - 1, '1 result', '% results') : nothing}</p>
      <p class="sw-f" aria-hidden="true"><kbd>↑</kbd><kbd>↓</kbd> move <kbd>Enter</kbd> open <kbd>Esc</kbd> close</p>`,
      this.#dialog,
    );
  }

  #group({ title, options: some }, at, options, selected) {
    const { html } = this.#kit;
    return html`<div role="group" aria-labelledby="sw-g${at}"><p class="sec" id="sw-g${at}" role="presentation">${title}</p>${some.map(option => this.#row(option, options.indexOf(option), selected))}</div>`;
  }

  #row({ key, mark, name, note }, at, selected) {
    const { html } = this.#kit;
    return html`<div class="sw-o" role="option" id="sw-${at}" data-at=${at} aria-selected=${at === selected} @pointermove=${event => this.#pointed(event, key)}>
      ${mark}<span class="n">${name}</span>${note}</div>`;
  }
}

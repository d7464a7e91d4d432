import { Emitter } from '../client/emitter.js';
import { html, nothing, render, repeat } from '../vendor.js';
import { backStack } from './back-stack.js';
import { errorText } from './error-text.js';
import { filterFor, withAddresses } from './room-filter.js';
import { hitRow } from './search-hit.js';
import { pressed } from './shortcuts.js';

const PAUSE = 250;
const FILTERS = [
  ['from:', 'From a person'],
  ['in:', 'In this room'],
  ['after:', 'After a date'],
  ['before:', 'Before a date'],
  ['has:link', 'With a link'],
  ['is:pinned', 'Pinned messages'],
  ['""', 'This exact phrase'],
];
const narrow = matchMedia('(max-width: 720px)');
const covering = matchMedia('(max-width: 1180px)');
const part = name => document.getElementById(`search-${name}`);

/**
 * Searches messages. Beside the room on a wide screen; over it on a narrow one, where a hit closes the panel and Back
 * returns to the hits. Emits `go` with `room` and `at`, and `toggled` with `isOpen`.
 */
export class SearchPanel extends Emitter {
  /** The room on screen. */
  room;
  #panel = document.getElementById('search');
  #button = document.getElementById('search-open');
  #input = part('input');
  #results = part('results');
  #session;
  #places;
  #timer;
  #running = new AbortController();
  #query = '';
  #hits = [];
  #cursor;
  #error;
  #isBusy = false;
  #left;
  #layer = {
    name: 'search',
    isOpen: () => this.isOpen && covering.matches,
    close: () => this.close(),
    show: () => this.#return(),
  };

  /** `places`: `of(room)`, what is known of a room, and `addressOf(title)`. */
  constructor(session, places) {
    super();
    this.#session = session;
    this.#places = places;
    this.#button.addEventListener('click', () => this.open());
    part('close').addEventListener('click', () => this.close());
    part('form').addEventListener('submit', event => {
      event.preventDefault();
      this.#begin(true);
    });
    this.#input.addEventListener('input', () => this.#soon());
    for (const radio of this.#panel.querySelectorAll('[name=order]'))
      radio.addEventListener('change', () => this.#begin(true));
    this.#panel.addEventListener('keydown', event => event.key === 'Escape' && this.close());
    for (const width of [narrow, covering]) width.addEventListener('change', () => this.isOpen && this.#fit());
    this.#results.addEventListener('scroll', () => this.#more(), { passive: true });
    this.#results.addEventListener('click', event => this.#clicked(event));
    addEventListener('keydown', event => this.#shortcut(event));
    render(
      FILTERS.map(
        ([filter, title]) =>
          html`<button type="button" class="fl" title=${title} @click=${() => this.#insert(filter)}>${filter}</button>`,
      ),
      part('filters'),
    );
    this.#show();
  }

  get isOpen() {
    return !this.#panel.hidden;
  }

  open(query) {
    document.querySelector(':popover-open')?.hidePopover();
    this.#set(true);
    if (query) this.#input.value = query;
    this.#input.focus();
    this.#input.select();
    if (query) this.#begin();
  }

  close() {
    if (!this.isOpen) return;
    this.#left = { top: this.#results.scrollTop, focus: document.activeElement };
    this.#set(false);
    const opener = this.#button.checkVisibility() ? this.#button : document.getElementById('jump');
    opener.focus();
  }

  /** Closes because another panel takes its place. */
  makeWay() {
    if (this.isOpen) this.#set(false);
  }

  /** Shows the hits as they were. */
  #return() {
    if (!this.#query || !this.#left) return false;
    this.#set(true);
    this.#results.scrollTop = this.#left.top;
    const isHit = this.#left.focus.isConnected && this.#results.contains(this.#left.focus);
    (isHit ? this.#left.focus : this.#results).focus({ preventScroll: true });
    return true;
  }

  #set(isOpen) {
    this.#panel.hidden = !isOpen;
    this.#button.setAttribute('aria-expanded', isOpen);
    this.emit('toggled', { isOpen }); // first: the people give the room back to the focus
    this.#fit();
  }

  /** On a phone the panel covers everything, so nothing else may take the focus. */
  #fit() {
    for (const id of ['rail', 'room']) document.getElementById(id).inert = this.isOpen && narrow.matches;
    if (this.#layer.isOpen()) backStack.cover(this.#layer);
    else backStack.uncover();
  }

  #shortcut(event) {
    const isTyping = event.target.closest?.('input, textarea, dialog, [popover]');
    if (!pressed(event, 'search') || isTyping || document.querySelector('dialog[open]')) return;
    event.preventDefault();
    this.open();
  }

  #insert(what) {
    const filter = what === 'in:' ? filterFor(this.room) : what;
    const { value } = this.#input;
    const text = `${value}${value && !value.endsWith(' ') ? ' ' : ''}${filter}`;
    this.#input.value = filter.endsWith(':') || filter === '""' ? text : `${text} `;
    this.#input.focus();
    const end = this.#input.value.length - (filter === '""' ? 1 : 0);
    this.#input.setSelectionRange(end, end);
    this.#soon();
  }

  #soon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#begin(), PAUSE);
  }

  #begin(isAgain = false) {
    clearTimeout(this.#timer);
    const query = this.#input.value.trim();
    if (query === this.#query && !isAgain && !this.#error) return;
    this.#running.abort();
    this.#query = query;
    this.#hits = [];
    this.#cursor = this.#error = undefined;
    this.#isBusy = false;
    if (query) this.#load();
    else this.#show();
  }

  async #load() {
    const { signal } = (this.#running = new AbortController());
    this.#isBusy = true;
    this.#show();
    try {
      const order = this.#panel.querySelector('[name=order]:checked').value;
      const query = withAddresses(this.#query, this.#places.addressOf);
      const { hits, cursor } = await this.#session.client.search(query, { order, cursor: this.#cursor, signal });
      this.#hits = [...this.#hits, ...hits];
      this.#cursor = cursor;
      this.#error = undefined;
    } catch (error) {
      if (signal.aborted) return;
      this.#error = error;
    }
    this.#isBusy = false;
    this.#show();
    this.#more();
  }

  #more() {
    const { scrollHeight, scrollTop, clientHeight } = this.#results;
    if (this.#cursor && !this.#isBusy && !this.#error && scrollHeight - scrollTop < 2 * clientHeight) this.#load();
  }

  /** Draws again: at midnight, today's hits become yesterday's. */
  draw() {
    if (!this.#panel.hidden) this.#show();
  }

  #show() {
    this.#panel.classList.toggle('asked', this.#query !== '');
    render(this.#content(), this.#results);
  }

  #content() {
    if (!this.#query)
      return html`<div class="s-help"><p>Search messages in all rooms.</p><dl>
      <div><dt>from:Mira</dt><dd>from a person</dd></div><div><dt>in:lobby</dt><dd>in one room</dd></div><div><dt>after:2026-11-01 before:2026-12-01</dt><dd>between two dates</dd></div>
      <div><dt>has:link</dt><dd>with a link</dd></div><div><dt>is:pinned</dt><dd>pinned in its room</dd></div><div><dt>deploy*</dt><dd>words starting with this</dd></div><div><dt>-failed</dt><dd>without a word</dd></div><div><dt>"good morning"</dt><dd>this exact phrase</dd></div></dl></div>`;
    return html`${
      this.#hits.length
        ? html`<ol class="hits" aria-label="Messages found">${repeat(
            this.#hits,
            ({ message: { room, offset } }) => `${offset} ${room}`,
            hit => hitRow(hit, this.#places.of(hit.message.room), this.#session.me),
          )}</ol>`
        : nothing
    }
      <p class="s-state ${this.#error ? 'err' : ''}" role=${this.#error ? 'alert' : 'status'}>${this.#state()}</p>`;
  }

  #state() {
    if (this.#error) return this.#error.code === 'invalid' ? this.#error.message : errorText(this.#error);
    if (this.#isBusy) return 'Searching…';
    if (!this.#hits.length) return 'No messages found.';
    return this.#cursor ? nothing : html`<span class="vh">${this.#hits.length} found. </span>No more results.`;
  }

  #clicked(event) {
    const link = event.target.closest('a.hit');
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    this.emit('go', { room: link.dataset.room, at: Number(link.dataset.at) });
  }
}

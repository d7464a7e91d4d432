import { Emitter } from '../client/emitter.js';
import { avatar } from '../shell/avatar.js';
import { day, full, time } from '../shell/dates.js';
import { errorText } from '../shell/error-text.js';
import { guestLabel, nameInWords } from '../shell/guest-label.js';
import { icon } from '../shell/icon.js';
import { openPopover } from '../shell/popover.js';
import { Route } from '../shell/route.js';
import { plainText } from '../text/markdown.js';
import { html, nothing, render, repeat } from '../vendor.js';
import { PinnedMessages } from './pinned-messages.js';

const TITLE = 'Pinned messages';
const canHover = matchMedia('(hover: hover)');
const nameOf = ({ author, mine }) => (mine ? 'You' : author.name);

/** The pinned messages of the room on screen, below their button. Emits `go` to go to the message `at` an offset. */
export class PinsPopover extends Emitter {
  #button = document.getElementById('pins-open');
  #actions;
  #talk;
  #isConnected = false;
  #pins;
  #popover;
  #wasOpen = false;

  /** `actions`: the `MessageActions`, to unpin a message. */
  constructor(actions) {
    super();
    this.#actions = actions;
    this.#button.addEventListener('pointerdown', () => (this.#wasOpen = this.#popover !== undefined));
    this.#button.addEventListener('click', event => this.#pressed(event));
  }

  show(talk, isConnected) {
    if (talk !== this.#talk) this.#popover?.close();
    this.#talk = talk;
    this.#isConnected = isConnected;
    this.#button.hidden = talk.isNowhere;
    this.#draw();
  }

  /** The pointer has already closed the popover, as it does with a press anywhere outside. */
  #pressed({ detail }) {
    if (this.#popover) this.#popover.close();
    else if (!detail || !this.#wasOpen) this.#open();
  }

  #open() {
    this.#pins = new PinnedMessages(this.#talk.room, () => this.#draw());
    this.#popover = openPopover(this.#button, this.#content(), { kind: 'pins', label: TITLE });
    const { element, closed } = this.#popover;
    element.tabIndex = -1;
    element.addEventListener('click', event => this.#clicked(event));
    element.focus();
    this.#button.setAttribute('aria-expanded', true);
    closed.then(() => this.#closed());
  }

  #closed() {
    this.#pins.close();
    this.#popover = this.#pins = undefined;
    this.#button.setAttribute('aria-expanded', false);
  }

  /** When the row that has the focus goes, the next one gets it. */
  #draw() {
    if (!this.#popover) return;
    const { element } = this.#popover;
    const controls = () => [...element.querySelectorAll('li :is(a, button)')];
    const focused = controls().indexOf(document.activeElement);
    render(this.#content(), element);
    if (focused < 0 || element.contains(document.activeElement)) return;
    const left = controls();
    (left[focused] ?? left.at(-1) ?? element).focus();
  }

  #content() {
    const { list = [] } = this.#pins;
    const close = () => this.#popover.close();
    const rows = repeat(
      list,
      ({ offset }) => offset,
      message => this.#row(message),
    );
    return html`<div class="pins-h"><h2>${TITLE}</h2>
      <button type="button" class="ib" aria-label="Close pinned messages" @click=${close}>${icon('x')}</button></div>
      ${list.length ? html`<ul class="hits">${rows}</ul>` : nothing}
      <p class=${list.length && this.#isCurrent ? 'vh' : 's-state'} role="status">${this.#state()}</p>`;
  }

  #row(message) {
    const { room, offset, author, at, text } = message;
    const name = nameOf(message);
    return html`<li><a class="hit" href=${Route.address(room, offset)} data-at=${offset}>
      <span class="hit-a">${avatar(author, 'xs')}<b title=${nameInWords(author)}><bdi>${name}</bdi>${guestLabel(author)}</b></span>
      <time datetime=${at.toISOString()} title=${full(at)}>${day(at)}, ${time(at)}</time>
      <span class="hit-t" dir="auto">${plainText(text)}</span></a>
      ${
        this.#talk.room.may('arrange')
          ? html`<button type="button" class="ib" title="Unpin" aria-label="${message.mine ? 'Unpin your message' : `Unpin message from ${name}`}, ${full(at)}"
        @click=${() => this.#actions.pin(message, false)}>${icon('unpin')}</button>`
          : nothing
      }</li>`;
  }

  get #isCurrent() {
    return this.#isConnected && !this.#pins.error;
  }

  #state() {
    const { list, error } = this.#pins;
    if (!this.#isConnected)
      return list ? 'No connection: this list may be out of date.' : 'Pinned messages load once you are online.';
    if (error) return errorText(error);
    if (!list) return 'Loading…';
    if (list.length) return `${list.length} pinned`;
    if (!this.#talk.room.may('arrange')) return html`<b>No pinned messages.</b>`;
    const how = canHover.matches ? 'point to it and open “More actions”' : 'touch and hold it';
    return html`<b>No pinned messages.</b> To pin one, ${how}, then choose “Pin message”.`;
  }

  #clicked(event) {
    const link = event.target.closest('a.hit');
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    this.emit('go', { at: Number(link.dataset.at) });
  }
}

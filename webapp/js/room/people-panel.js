import { Emitter } from '../client/emitter.js';
import { avatar } from '../shell/avatar.js';
import { backStack } from '../shell/back-stack.js';
import { guestLabel, nameInWords } from '../shell/guest-label.js';
import { icon } from '../shell/icon.js';
import { html, nothing, render, repeat } from '../vendor.js';

const FACES = 3;
const byName = new Intl.Collator().compare;

/**
 * Who is online: the button with the count, and the panel. Beside the room on a wide screen, over it on a narrow one.
 * Emits `opened` when the user opens it.
 */
export class PeoplePanel extends Emitter {
  #button = document.getElementById('who');
  #panel = document.getElementById('people');
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
  show(room, me, open) {
    const members = room.members().toSorted((a, b) => byName(a.name, b.name));
    const { online } = room;
    const many = online === 1 ? '1 person' : `${online} people`;
    this.#button.setAttribute('aria-label', open ? `${many} online` : `${many} online before the connection was lost`);
    for (const part of [this.#button, this.#panel]) part.classList.toggle('stale', !open);
    render(
      html`${members.slice(0, FACES).map(member => avatar(member, 'xs'))}${icon('people')}<b>${online}</b>`,
      this.#button,
    );
    render(
      html`<ul class="people">${repeat(
        members,
        ({ id }) => id,
        member => this.#row(member, me),
      )}</ul>
      ${online > members.length ? html`<p class="more">and ${online - members.length} more</p>` : nothing}`,
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

  #row(member, me) {
    return html`<li>${avatar(member, 'xs')}<span title=${nameInWords(member)}><bdi>${member.name}</bdi>${member.id === me?.id ? html` <em>you</em>` : nothing}</span>${guestLabel(member)}</li>`;
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

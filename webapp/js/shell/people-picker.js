import { html, nothing, render, repeat } from '../vendor.js';
import { avatar } from './avatar.js';
import { guestLabel, nameInWords } from './guest-label.js';
import { icon } from './icon.js';

const folded = text => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
const MANY = 100;
/** So many fit without scrolling. */
const FEW = 4;

/** Chooses some of the people we know, by a list of check boxes and a field that narrows it down. */
export class PeoplePicker {
  #element;
  #people;
  #most;
  #label;
  #chosen = new Map();
  #sought = '';

  /** Draws itself into the `element`. `people`: to choose from; `most`: how many at most; `label`: of the whole. */
  constructor(element, people, { most = Infinity, label = 'People', chosen = [] } = {}) {
    this.#element = element;
    this.#people = people;
    this.#most = most;
    this.#label = label;
    for (const person of chosen) this.#chosen.set(person.id, person);
    this.#draw();
  }

  get chosen() {
    return [...this.#chosen.values()];
  }

  focus() {
    this.#element.querySelector('input')?.focus();
  }

  #draw() {
    render(this.#people.length ? this.#content() : this.#none(), this.#element);
  }

  #none() {
    return html`<p class="quiet picks-none">Nobody to choose from yet. People appear here once you have met them in a room.</p>`;
  }

  #content() {
    const found = this.#found;
    return html`<fieldset class="picks"><legend>${this.#label}</legend>
      ${
        this.#chosen.size
          ? html`<ul class="chips" aria-label="Chosen">${repeat(
              this.chosen,
              ({ id }) => id,
              person => this.#chip(person),
            )}</ul>`
          : nothing
      }
      <input type="search" class="picks-find" aria-label="Find people" placeholder="Find people" spellcheck="false" maxlength="64"
        .value=${this.#sought} @input=${event => this.#seek(event.target.value)} @keydown=${event => this.#key(event)}>
      <div class="picks-list ${this.#people.length > FEW ? 'long' : ''}">${repeat(
        found,
        ({ id }) => id,
        person => this.#row(person),
      )}
        ${found.length ? nothing : html`<p class="quiet">Nobody with that name.</p>`}</div>
      <p class="vh" role="status">${this.#sought ? `${found.length} found` : ''}</p></fieldset>`;
  }

  #row(person) {
    const isChosen = this.#chosen.has(person.id);
    const isFull = !isChosen && this.#chosen.size >= this.#most;
    return html`<label class="pick">${avatar(person, 'xs')}<span title=${nameInWords(person)}><bdi>${person.name}</bdi></span>${guestLabel(person)}<input type="checkbox"
      .checked=${isChosen} ?disabled=${isFull} @change=${() => this.#toggle(person)}></label>`;
  }

  #chip(person) {
    return html`<li class="chip"><bdi title=${person.name}>${person.name}</bdi><button type="button" aria-label="Remove ${person.name}" @click=${() => this.#unchoose(person)}>${icon('x')}</button></li>`;
  }

  get #found() {
    const sought = folded(this.#sought.trim());
    return this.#people.filter(({ name }) => folded(name).includes(sought)).slice(0, MANY);
  }

  #seek(value) {
    this.#sought = value;
    this.#draw();
  }

  /** Enter chooses the only one left, instead of submitting the form. */
  #key(event) {
    if (event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    const found = this.#found;
    if (found.length !== 1) return;
    this.#sought = '';
    this.#toggle(found[0]);
  }

  #toggle(person) {
    if (this.#chosen.has(person.id)) this.#chosen.delete(person.id);
    else if (this.#chosen.size < this.#most) this.#chosen.set(person.id, person);
    this.#draw();
  }

  #unchoose(person) {
    this.#toggle(person);
    this.focus();
  }
}

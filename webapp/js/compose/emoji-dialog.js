// Loaded on demand, so it imports nothing from the page: `kit` has what it uses.
import { nearest } from './grid.js';

const MOST_FOUND = 80;
const GAP = 8;
const isTouch = matchMedia('(pointer: coarse)'); // where focusing a field brings up a keyboard that covers the emoji

/**
 * A dialog beside the anchor with all emoji and a search field. The arrow keys move through the emoji. On a phone it is
 * at the bottom.
 */
export class EmojiDialog {
  #kit;
  #emoji;
  #dialog = document.createElement('dialog');
  #groups = [];
  #answer = () => {};

  /** `emoji`: the catalog. */
  constructor(kit, emoji) {
    this.#kit = kit;
    this.#emoji = emoji;
    this.#dialog.className = 'emoji';
    this.#dialog.setAttribute('aria-label', 'Choose an emoji');
    this.#dialog.addEventListener('close', () => this.#answer(undefined));
    this.#dialog.addEventListener('keydown', event => this.#key(event));
    this.#dialog.addEventListener('click', event => this.#clicked(event));
    for (const type of ['focusin', 'pointerover'])
      this.#dialog.addEventListener(type, ({ target }) => this.#tell(target.closest('button')));
    document.body.append(this.#dialog);
  }

  /** Resolves with the chosen emoji, or `undefined`. */
  async open(anchor) {
    this.#answer(undefined);
    await this.#emoji.load();
    this.#groups = [{ name: 'Recently used', emoji: this.#emoji.recent }, ...this.#emoji.groups];
    this.#show(this.#groups);
    this.#field.value = '';
    this.#kit.openModal(this.#dialog);
    this.#list.scrollTop = 0;
    this.#place(anchor.getBoundingClientRect());
    const chosen = await new Promise(resolve => (this.#answer = resolve));
    if (this.#dialog.open) this.#dialog.close();
    if (chosen) this.#emoji.use(chosen);
    return chosen;
  }

  get #field() {
    return this.#dialog.querySelector('input');
  }

  get #list() {
    return this.#dialog.querySelector('.em-list');
  }

  get #buttons() {
    return [...this.#list.querySelectorAll('button')];
  }

  #show(groups) {
    const { html, nothing, render } = this.#kit;
    render(
      html`<input type="search" aria-label="Find an emoji" placeholder="Find an emoji" maxlength="40" autocomplete="off" spellcheck="false" aria-describedby="em-hint" @input=${() => this.#find()}>
      <div class="em-list" tabindex="-1" ?autofocus=${isTouch.matches}>${groups.map(group => this.#group(group))}${groups.length ? nothing : html`<p class="em-none" role="status">No emoji found</p>`}</div>
      <p class="em-hint" id="em-hint">Arrow keys to move, Enter to choose</p>`,
      this.#dialog,
    );
  }

  /** Tab reaches the first of each group, the arrow keys all. */
  #group({ name, emoji }) {
    const { html } = this.#kit;
    return html`<section aria-label=${name}><h3>${name}</h3><div class="em-grid">${emoji.map(
      (each, at) =>
        html`<button type="button" tabindex=${at ? -1 : 0} data-name=${each.name} aria-label=${words(each)}>${each.emoji}</button>`,
    )}</div></section>`;
  }

  #find() {
    const word = this.#field.value.trim();
    const found = word ? this.#emoji.find(word, MOST_FOUND) : [];
    this.#show(word ? (found.length ? [{ name: 'Found', emoji: found }] : []) : this.#groups);
    this.#list.scrollTop = 0;
  }

  #key(event) {
    const { key, target } = event;
    const isTyping = target === this.#field;
    const to = key === 'Enter' && isTyping ? undefined : this.#next(key, target, isTyping);
    if (key === 'Enter' && isTyping) {
      event.preventDefault();
      this.#buttons[0]?.click();
    } else if (to) {
      event.preventDefault();
      to.focus();
    } else if (
      !isTyping &&
      ((key.length === 1 && key !== ' ') || key === 'Backspace') &&
      !event.ctrlKey &&
      !event.metaKey &&
      !event.altKey
    ) {
      this.#field.focus(); // which receives the key
    }
  }

  #next(key, target, isTyping) {
    if (isTyping) return key === 'ArrowDown' ? this.#buttons[0] : undefined;
    return nearest(this.#buttons, target, key) ?? (key === 'ArrowUp' ? this.#field : undefined);
  }

  /** A click on the backdrop hits the dialog, but outside of its box. */
  #clicked({ target, clientX, clientY }) {
    const button = target.closest('.em-grid button');
    if (button) return this.#answer(button.textContent);
    const { left, right, top, bottom } = this.#dialog.getBoundingClientRect();
    const isOutside = clientX < left || clientX > right || clientY < top || clientY > bottom;
    if (target === this.#dialog && isOutside) this.#dialog.close();
  }

  #tell(button) {
    if (button) this.#dialog.querySelector('.em-hint').textContent = `:${button.dataset.name}:`;
  }

  /**
   * Above the anchor if there is room, else below, and always inside the window. On a phone the style sheet decides.
   */
  #place(anchor) {
    const { offsetWidth, offsetHeight } = this.#dialog;
    const above = anchor.top - GAP - offsetHeight;
    const top = above >= GAP ? above : Math.min(anchor.bottom + GAP, innerHeight - offsetHeight - GAP);
    const left = Math.max(GAP, Math.min(anchor.left, innerWidth - offsetWidth - GAP));
    this.#dialog.style.setProperty('--top', `${Math.max(GAP, top)}px`);
    this.#dialog.style.setProperty('--left', `${left}px`);
  }
}

const words = ({ name }) => name.replaceAll('_', ' ');

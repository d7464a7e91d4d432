import { html, nothing, render } from '../vendor.js';
import { emoji } from './emoji-catalog.js';
import { insertText } from './insert-text.js';
import { closedEmoji, suggestions } from './suggestions.js';

const STEPS = { ArrowDown: 1, ArrowUp: -1 };

/**
 * The list above the message box with people for `@`, emoji for `:` and commands for `/`. The focus stays in the text, whose ARIA
 * attributes name the selected option.
 */
export class Completion {
  #text;
  #list = document.getElementById('completion');
  #people;
  #commands;
  #found;
  #chosen = 0;
  #dismissed;
  #hasMoved = false;
  #hasFailed = false;
  #notices;

  /** `people(before)` returns those who can be named after a text; `commands`: the `CommandLine`. */
  constructor(text, people, notices, commands) {
    this.#text = text;
    this.#people = people;
    this.#commands = commands;
    this.#notices = notices;
    text.addEventListener('input', event => this.#typed(event));
    for (const event of ['keyup', 'click']) text.addEventListener(event, () => this.#moved());
    text.addEventListener('blur', () => this.close());
    this.#list.addEventListener('pointerdown', event => event.preventDefault()); // keeps the focus in the text
  }

  /**
   * Handles a key meant for the list, and returns whether it was. Call it first, but not while an input method is
   * composing.
   */
  takes({ key, shiftKey, altKey, ctrlKey, metaKey }) {
    if (!this.#found || shiftKey || altKey || ctrlKey || metaKey) return false;
    if (key === 'Enter' && this.#found.isWhole && !this.#hasMoved) return false; // nothing to complete: Enter sends
    if (key in STEPS) this.#choose(this.#chosen + STEPS[key]);
    else if (key === 'Enter' || key === 'Tab') this.#put(this.#found.options[this.#chosen]);
    else if (key === 'Escape') this.#dismiss();
    else return false;
    return true;
  }

  close() {
    if (!this.#found) return;
    this.#found = undefined;
    this.#hasMoved = false;
    this.#show();
  }

  get #before() {
    const { value, selectionStart, selectionEnd } = this.#text;
    return selectionStart === selectionEnd ? value.slice(0, selectionStart) : '';
  }

  #typed(event) {
    const closed = event.data === ':' && !event.isComposing ? closedEmoji(this.#before) : undefined;
    if (closed) this.#insert(closed.start, closed.puts);
    else this.#look();
  }

  #moved() {
    if (this.#found) this.#look();
  }

  #look() {
    const before = this.#before;
    const found = this.#commands.suggestions(before) ?? suggestions(before, () => this.#people(before));
    if (found?.load) this.#load(found);
    if (!found) this.#dismissed = undefined;
    const isShown = found?.options.length && found.start !== this.#dismissed && document.activeElement === this.#text;
    if (!isShown) return this.close();
    if (found.label !== this.#found?.label) this.#begin();
    this.#found = found;
    this.#show();
  }

  #begin() {
    this.#chosen = 0;
    this.#hasMoved = false;
  }

  /** Reports a failure once, not on every key press. */
  #load({ load, failure }) {
    load().then(
      () => {
        this.#hasFailed = false;
        this.#look();
      },
      () => {
        if (!this.#hasFailed) this.#notices.tell(failure);
        this.#hasFailed = true;
      },
    );
  }

  #choose(at) {
    const { length } = this.#found.options;
    this.#hasMoved = true;
    this.#chosen = (at + length) % length;
    this.#show();
  }

  #dismiss() {
    this.#dismissed = this.#found.start;
    this.close();
  }

  #put(option) {
    if (option.emoji) emoji.use(option.emoji);
    this.#insert(this.#found.start, option.puts);
    this.close();
  }

  #insert(start, text) {
    insertText(this.#text, text, start, this.#text.selectionEnd);
  }

  #show() {
    const isOpen = this.#found !== undefined;
    this.#list.hidden = !isOpen;
    const chosen = `option-${this.#chosen}`;
    const says = {
      'aria-haspopup': 'listbox',
      'aria-autocomplete': 'list',
      'aria-controls': 'options',
      'aria-activedescendant': chosen,
    };
    for (const [name, value] of Object.entries(says)) {
      if (isOpen) this.#text.setAttribute(name, value);
      else this.#text.removeAttribute(name); // without a list it is a plain text box
    }
    render(isOpen ? this.#content(this.#found) : nothing, this.#list);
    this.#list.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }

  #content({ label, options }) {
    return html`<div id="options" role="listbox" aria-label=${label}>${options.map(
      (option, at) => html`<div class="opt" role="option" id="option-${at}"
      aria-selected=${at === this.#chosen} @click=${() => this.#put(option)}>${option.shown}</div>`,
    )}</div>
      <p aria-hidden="true"><kbd>↑</kbd><kbd>↓</kbd> move <kbd>Tab</kbd> insert <kbd>Esc</kbd> close</p>`;
  }
}

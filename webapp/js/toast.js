import { html, nothing, render } from './vendor.js';

const SHOWN = 5_000;
const HURRY = 2_500;

/** A word at the end of the log, and for a while something to do about it. It waits while somebody is at it. */
export class Toast {
  #element = document.getElementById('toast');
  #timer;
  #over;
  #left;
  #since;

  constructor() {
    for (const type of ['pointerenter', 'focusin']) this.#element.addEventListener(type, () => this.#wait());
    for (const type of ['pointerleave', 'focusout']) this.#element.addEventListener(type, () => this.#goOn());
  }

  /** `action`: what the button says and does; `over` is called when the time for it is over. A word that comes before that ends it. */
  show(text, { action, run, over = () => {} } = {}) {
    this.end();
    this.#over = over;
    render(html`<div class="toast"><span>${text}</span>${action ? html`<button type="button" class="t-a" @click=${() => this.#take(run)}>${action}</button>` : nothing}</div>`, this.#element);
    this.#left = action ? SHOWN : HURRY;
    this.#start();
  }

  focus() {
    this.#element.querySelector('button')?.focus();
  }

  /** Now, and not when the time is over. */
  end() {
    const over = this.#over;
    this.#close();
    over?.();
  }

  #take(run) {
    this.#close();
    run();
  }

  #close() {
    clearTimeout(this.#timer);
    this.#over = undefined;
    const hadFocus = this.#element.contains(document.activeElement);
    render(nothing, this.#element);
    if (hadFocus) document.getElementById('text').focus();
  }

  #start() {
    this.#since = performance.now();
    this.#timer = setTimeout(() => this.end(), this.#left);
  }

  #wait() {
    if (!this.#over) return;
    clearTimeout(this.#timer);
    this.#left = Math.max(1_000, this.#left - (performance.now() - this.#since));
  }

  #goOn() {
    if (!this.#over || this.#element.matches(':hover, :focus-within')) return;
    clearTimeout(this.#timer);
    this.#start();
  }
}

import { html, render, repeat } from '../vendor.js';

const SHOWN = 5_000;
const HURRY = 2_500;
const MOST = 3;

/** Short messages below the log, some with a button. Each disappears in time, even while its button has the focus. */
export class Toast {
  #element = document.getElementById('toast');
  #toasts = [];

  /** `action`: the button's label; `run`: what it does. */
  show(text, { action, run } = {}) {
    const toast = { text, action, run };
    toast.timer = setTimeout(() => this.#drop(toast), action ? SHOWN : HURRY);
    this.#toasts.push(toast);
    if (this.#toasts.length > MOST) this.#drop(this.#toasts[0]);
    else this.#show();
  }

  /** Focuses the newest button. */
  focus() {
    this.#element.querySelector('.toast:last-child button')?.focus();
  }

  #take(toast) {
    this.#drop(toast);
    toast.run();
  }

  #drop(toast) {
    clearTimeout(toast.timer);
    this.#toasts = this.#toasts.filter(each => each !== toast);
    const hadFocus = this.#element.contains(document.activeElement);
    this.#show();
    if (hadFocus && !this.#element.contains(document.activeElement)) document.getElementById('text').focus();
  }

  #show() {
    render(
      repeat(
        this.#toasts,
        toast => toast,
        toast => this.#row(toast),
      ),
      this.#element,
    );
  }

  #row(toast) {
    const { text, action } = toast;
    return html`<div class="toast"><span>${text}</span>${
      action ? html`<button type="button" class="t-a" @click=${() => this.#take(toast)}>${action}</button>` : ''
    }</div>`;
  }
}

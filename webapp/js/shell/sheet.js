import { html, nothing, render } from '../vendor.js';
import { errorText } from './error-text.js';
import { openModal } from './modal.js';

let sheets = 0;

/**
 * A dialog with a form, made when it is needed and gone when it is closed. `about` and `content` are templates; `submit` is
 * the button's label, and `run()` what it does: the dialog stays open until its promise settles, and shows why it failed.
 * Without `submit` the dialog only shows something.
 */
export class Sheet {
  #dialog = document.createElement('dialog');
  #id = `sheet-${++sheets}`;
  #what;
  #error = '';
  #isBusy = false;

  constructor(what) {
    this.#what = what;
    this.#dialog.className = `sheet ${what.kind ?? ''}`;
    this.#dialog.setAttribute('aria-labelledby', this.#id);
    this.#dialog.addEventListener('close', () => this.#dialog.remove());
    document.body.append(this.#dialog);
    this.draw();
    openModal(this.#dialog);
  }

  get element() {
    return this.#dialog;
  }

  close() {
    this.#dialog.close();
  }

  draw() {
    render(this.#content(), this.#dialog);
  }

  complain(error) {
    this.#error = error;
    this.draw();
  }

  #content() {
    const { title, about, content, submit, cancel = 'Cancel', isDangerous } = this.#what;
    return html`<form autocomplete="off" novalidate @submit=${event => this.#submit(event)}>
      <h2 id=${this.#id}>${title}</h2>
      ${about ? html`<p>${about}</p>` : nothing}
      ${content?.() ?? nothing}
      ${submit ? html`<p class="err" role="alert">${this.#error}</p>` : nothing}
      <div class="sheet-a"><button type="button" class="btn" @click=${() => this.close()}>${submit ? cancel : 'Close'}</button>
        ${submit ? html`<button class="btn main ${isDangerous ? 'danger' : ''}" ?disabled=${this.#isBusy}>${submit}</button>` : nothing}</div></form>`;
  }

  async #submit(event) {
    event.preventDefault();
    if (this.#isBusy || !this.#what.submit) return;
    const { run } = this.#what;
    this.#isBusy = true;
    this.complain('');
    try {
      const problem = await run();
      if (problem) this.#error = problem;
      else this.close();
    } catch (error) {
      this.#error = errorText(error, 'room action');
    }
    this.#isBusy = false;
    if (this.#dialog.open) this.draw();
  }
}

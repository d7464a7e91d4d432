import { html, nothing, render } from '../vendor.js';
import { errorText } from './error-text.js';
import { icon } from './icon.js';

const PATIENCE = 400;
const many = (count, word) => `${count} ${word}${count === 1 ? '' : 's'}`;

/** Says that the connection is gone, what that means, and when the next try comes. */
export class Banner {
  #element = document.getElementById('banner');
  #on;
  #change = { state: 'connecting' };
  #nextTry = 0;
  #isShown = false;
  #late;
  #tick;

  /** `on`: `retry()` and `restart()` when the button is pressed, `say(text)` for those who do not see it, `unsent()` for the `messages` and `changes` kept, as numbers. */
  constructor(on) {
    this.#on = on;
  }

  changed(change) {
    this.#change = change;
    this.#nextTry = Date.now() + (change.retryInMs ?? 0);
    if (change.state === 'open') this.#hide();
    else this.#late ??= setTimeout(() => this.#show(), PATIENCE); // what heals at once is not worth a word
    this.show();
  }

  show() {
    if (this.#isShown) render(this.#content(), this.#element);
  }

  #show() {
    this.#isShown = true;
    this.#tick = setInterval(() => this.show(), 1_000);
    this.#on.say(this.#words().join(' '));
    this.show();
  }

  #hide() {
    clearTimeout(this.#late);
    clearInterval(this.#tick);
    this.#late = undefined;
    if (this.#isShown) this.#on.say('Connected again.');
    this.#isShown = false;
    render(nothing, this.#element);
  }

  #content() {
    const { state } = this.#change;
    const [head, more] = this.#words();
    const button = state === 'closed' ? html`<button type="button" class="btn" @click=${this.#on.restart}>Connect again</button>`
      : html`<button type="button" class="btn" @click=${this.#on.retry}>Try now</button>`;
    return html`<section class="bar" aria-label="Connection">${icon('offline')}<p><b>${head}</b> ${more} ${this.#countdown(state)}</p>${button}</section>`;
  }

  #words() {
    const { state, error } = this.#change;
    if (state === 'closed') return ['Disconnected.', errorText(error)];
    return [state === 'offline' ? 'You’re offline.' : 'Reconnecting…', this.#kept()];
  }

  #kept() {
    const { messages, changes } = this.#on.unsent();
    const kept = [messages && many(messages, 'message'), changes && many(changes, 'change')].filter(Boolean).join(' and ');
    if (!kept) return 'What you write is sent when the server is back.';
    return `${kept} ${messages + changes === 1 ? 'is' : 'are'} kept here and will be sent when the server is back.`;
  }

  #countdown(state) {
    const seconds = Math.max(1, Math.ceil((this.#nextTry - Date.now()) / 1_000));
    return state === 'waiting' ? html`<span role="timer">Next try in ${seconds} s.</span>` : nothing;
  }
}

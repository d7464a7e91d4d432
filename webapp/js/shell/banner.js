import { html, nothing, render } from '../vendor.js';
import { errorText } from './error-text.js';
import { icon } from './icon.js';

const PATIENCE = 400;
/** The server has said that it will be back. */
const RESTART_PATIENCE = 4_000;
const many = (count, word) => `${count} ${word}${count === 1 ? '' : 's'}`;

/** Shows that the connection is lost, what that means, and when the next try is due. */
export class Banner {
  #element = document.getElementById('banner');
  #session;
  #announcer;
  #change = { state: 'connecting' };
  #nextTry = 0;
  #isShown = false;
  #late;
  #tick;

  constructor(session, announcer) {
    this.#session = session;
    this.#announcer = announcer;
    session.on('state', change => this.#changed(change));
  }

  show() {
    if (this.#isShown) render(this.#content(), this.#element);
  }

  #changed(change) {
    this.#change = change;
    this.#nextTry = Date.now() + (change.retryInMs ?? 0);
    if (change.state === 'open') this.#hide();
    else this.#late ??= setTimeout(() => this.#show(), change.isRestart ? RESTART_PATIENCE : PATIENCE); // do not flash up for a short interruption
    this.show();
  }

  #show() {
    this.#isShown = true;
    this.#tick = setInterval(() => this.show(), 1_000);
    this.#announcer.say(this.#words().join(' '));
    this.show();
  }

  #hide() {
    clearTimeout(this.#late);
    clearInterval(this.#tick);
    this.#late = undefined;
    if (this.#isShown) this.#announcer.say('Reconnected.');
    this.#isShown = false;
    render(nothing, this.#element);
  }

  #content() {
    const { state } = this.#change;
    const [head, more] = this.#words();
    const button =
      state === 'closed'
        ? html`<button type="button" class="btn" @click=${() => this.#session.restart()}>Reconnect</button>`
        : html`<button type="button" class="btn" @click=${() => this.#session.client.reconnect()}>Try now</button>`;
    return html`<section class="bar" aria-label="Connection">${icon('offline')}<p><b>${head}</b> ${more} ${this.#countdown(state)}</p>${button}</section>`;
  }

  #words() {
    const { state, error } = this.#change;
    if (state === 'closed') return ['Disconnected.', errorText(error)];
    return [state === 'offline' ? 'You’re offline.' : 'Reconnecting…', this.#kept()];
  }

  #kept() {
    const { unsent, unsentChanges } = this.#session.client;
    const messages = unsent.filter(({ state }) => state !== 'failed').length;
    const changes = unsentChanges.length;
    const kept = [messages && many(messages, 'message'), changes && many(changes, 'change')]
      .filter(Boolean)
      .join(' and ');
    if (!kept) return 'Messages you write now are sent when the server is back.';
    return `${kept} ${messages + changes === 1 ? 'is' : 'are'} saved here and will be sent when the server is back.`;
  }

  #countdown(state) {
    const seconds = Math.max(1, Math.ceil((this.#nextTry - Date.now()) / 1_000));
    return state === 'waiting' ? html`<span role="timer">Next try in ${seconds}&nbsp;s.</span>` : nothing;
  }
}

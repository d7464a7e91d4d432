import { offerSignIn } from './sign-in.js';

const part = name => document.getElementById(`members-only${name}`);

/** Takes the place of the name dialog on a server without guests. Nothing closes it. */
export class MembersOnly {
  #dialog = part('');

  /** The server marks its page. */
  get applies() {
    return document.documentElement.dataset.guests === 'none';
  }

  /** `signedOut`: whether our sign-in has just ended. */
  async show({ signedOut = false } = {}) {
    if (await offerSignIn(part('-ways'))) {
      part('-title').textContent = signedOut ? 'You are signed out' : 'Welcome to Parley';
      part('-about').textContent = signedOut ? 'Sign in again to go on.' : 'Sign in to start chatting.';
    }
    if (this.#dialog.open) return;
    this.#dialog.addEventListener('cancel', event => event.preventDefault());
    this.#dialog.addEventListener('close', () => this.#dialog.showModal()); // a second Escape closes it anyway
    this.#dialog.showModal();
  }
}

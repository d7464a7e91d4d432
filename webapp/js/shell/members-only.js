import { offerSignIn } from './sign-in.js';

const part = name => document.getElementById(`members-only${name}`);

/** For the operator: the server lets in nobody. */
const NOBODY = {
  title: 'Nobody can enter yet',
  about:
    'This server accepts no guests, and no way to sign in is configured. If you run it, set PARLEY_GUESTS=true so that a name is enough, or let people sign in: see “Sign-in” in its documentation. Then restart it.',
};

/** Takes the place of the name dialog on a server without guests. Nothing closes it. */
export class MembersOnly {
  #dialog = part('');

  /** The server marks its page. */
  get applies() {
    return document.documentElement.dataset.guests !== undefined;
  }

  /** `signedOut`: whether our sign-in has just ended. */
  async show({ signedOut = false } = {}) {
    if (await offerSignIn(part('-ways'))) {
      part('-title').textContent = signedOut ? 'You are signed out' : 'Welcome to Parley';
      part('-about').textContent = signedOut ? 'Sign in again to go on.' : 'Sign in to start chatting.';
    } else if (document.documentElement.dataset.guests === 'closed') {
      part('-title').textContent = NOBODY.title;
      part('-about').textContent = NOBODY.about;
    }
    if (this.#dialog.open) return;
    this.#dialog.addEventListener('cancel', event => event.preventDefault());
    this.#dialog.addEventListener('close', () => this.#dialog.showModal()); // a second Escape closes it anyway
    this.#dialog.showModal();
  }
}

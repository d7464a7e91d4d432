import { offerSignIn } from '../shell/sign-in.js';
import { post } from './account-api.js';
import { AccountForm } from './account-form.js';
import { Gate } from './gate.js';
import { passkeyProblem, signInWithPasskey } from './passkey.js';

const part = name => document.getElementById(`sign-in-${name}`);

function check({ name, password }) {
  if (!name.trim()) return { field: 'name', text: 'Please enter your name.' };
  return password ? undefined : { field: 'password', text: 'Please enter your password.' };
}

/** Signs in with name and password or with a passkey, or leads to another way to enter. */
export class SignInDialog {
  #gate = new Gate(part('dialog'));
  #form = new AccountForm(part('form'), fields => this.#signIn(fields), check);
  #asGuest;

  constructor() {
    part('passkey').addEventListener('click', () => this.#signInWithPasskey());
    const problem = passkeyProblem();
    part('passkey').hidden = problem !== undefined;
    part('no-passkey').hidden = problem === undefined;
    part('no-passkey').textContent = problem ?? '';
    part('guest').addEventListener('click', () => {
      this.#gate.close();
      this.#asGuest();
    });
  }

  /** `signedOut`: whether our sign-in has just ended; `asGuest()`: asks for a guest's name, if the server accepts any. */
  show({ signedOut = false, asGuest } = {}) {
    part('title').textContent = signedOut ? 'You are signed out' : 'Welcome to Parley';
    part('about').textContent = signedOut ? 'Sign in again to go on.' : 'Sign in to start chatting.';
    this.#asGuest = asGuest;
    part('guest').hidden = !asGuest;
    this.#form.reset();
    this.#gate.open();
    offerSignIn(part('providers'));
    part('name').focus();
  }

  /** The server marks the page of those who are signed in. */
  async #signIn({ name, password }) {
    await post('sign-in', { name, password });
    location.reload();
  }

  #signInWithPasskey() {
    const signIn = async () => {
      await signInWithPasskey();
      location.reload();
    };
    return this.#form.attempt(signIn, () => undefined);
  }
}

import { errorText } from './error-text.js';
import { openModal } from './modal.js';
import { offerSignIn } from './sign-in.js';

const FIRST = {
  title: 'Welcome to Parley',
  submit: 'Join',
  about: 'No account needed: pick a name and start chatting.',
};
const SIGNED_OUT = {
  ...FIRST,
  title: 'You are signed out',
  about: 'Sign in again, or pick a name and chat as a guest.',
};
const AGAIN = {
  title: 'Change name',
  submit: 'Save',
  about: 'New messages show your new name. Older ones keep the old one.',
};

const part = name => document.getElementById(`name${name}`);

/** Asks for a name: before anything else if we have none, and later to change it. */
export class NameDialog {
  #dialog = part('-dialog');
  #input = part('');
  #answer;
  #needed;
  #signIn;

  constructor() {
    part('-form').addEventListener('submit', event => {
      event.preventDefault();
      this.#submit();
    });
    part('-cancel').addEventListener('click', () => this.#dialog.close());
    this.#dialog.addEventListener('cancel', event => this.#needed && event.preventDefault());
    this.#dialog.addEventListener('close', () => this.#needed && this.#dialog.showModal()); // a second Escape closes it anyway
  }

  /**
   * Calls `answer(name)`. `needed`: the dialog cannot be cancelled; `error`: why the last name was refused; `signedOut`:
   * whether our sign-in has just ended. Unless needed, `answer` may return a promise: the dialog stays open until it
   * settles, and asks again if it rejects. `signIn()`: what to do for those who have a password, if the server knows any.
   */
  ask({ name = '', needed = false, error, signedOut = false, signIn }, answer) {
    const { title, submit, about } = signedOut ? SIGNED_OUT : needed ? FIRST : AGAIN;
    this.#answer = answer;
    this.#needed = needed;
    this.#signIn = signIn;
    this.#dialog.classList.toggle('gate', needed);
    part('-title').textContent = title;
    part('-about').textContent = about;
    part('-submit').textContent = submit;
    part('-cancel').hidden = needed;
    part('-submit').disabled = false;
    this.#complain(error ? errorText(error, 'name') : '');
    this.#input.value = name;
    if (!this.#dialog.open) this.#open(needed);
    offerSignIn(part('-ways'), signIn && (() => this.#leave(signIn)));
    this.#input.select();
  }

  /** When a name is needed, there is nothing for Back to return to. */
  #open(needed) {
    if (needed) this.#dialog.showModal();
    else openModal(this.#dialog);
  }

  #submit() {
    const name = this.#input.value.trim();
    if (!name) return this.#complain('Please enter a name.');
    if (this.#needed) this.#close(name);
    else this.#wait(name, this.#answer);
  }

  #close(name) {
    this.#leave(() => this.#answer(name));
  }

  #leave(next) {
    this.#needed = false;
    this.#dialog.close();
    next();
  }

  async #wait(name, answer) {
    part('-submit').disabled = true;
    part('-submit').textContent = 'Saving…';
    try {
      await answer(name);
      if (answer === this.#answer) this.#dialog.close();
    } catch (error) {
      if (answer === this.#answer) this.ask({ name, error, signIn: this.#signIn }, answer); // unless the dialog asks for something else by now
    }
  }

  #complain(error) {
    part('-error').textContent = error;
    this.#input.setAttribute('aria-invalid', error !== '');
    this.#input.focus();
  }
}

import { errorText } from './error-text.js';
import { openModal } from './modal.js';

const FIRST = {
  title: 'Welcome to Parley', submit: 'Join',
  about: 'No account needed: say what people here may call you, and talk.',
};
const AGAIN = { title: 'Change name', submit: 'Save', about: 'From now on you are seen under the new name. What you said before keeps the old one.' };

const part = name => document.getElementById(`name${name}`);

/** Asks for a name: once before everything else, and later when somebody wants another one. */
export class NameDialog {
  #dialog = part('-dialog');
  #input = part('');
  #answer;
  #needed;

  constructor() {
    part('-form').addEventListener('submit', event => {
      event.preventDefault();
      this.#submit();
    });
    part('-cancel').addEventListener('click', () => this.#dialog.close());
    this.#dialog.addEventListener('cancel', event => this.#needed && event.preventDefault());
    this.#dialog.addEventListener('close', () => this.#needed && this.#dialog.showModal()); // a second Escape closes it all the same
  }

  /**
   * Calls `answer(name)` when there is one. `needed`: there is no way around it; `error`: why the last name was refused. An answer that is not needed may take
   * its time: the dialog is open until it is done, and again when it fails.
   */
  ask({ name = '', needed = false, error }, answer) {
    const { title, submit, about } = needed ? FIRST : AGAIN;
    this.#answer = answer;
    this.#needed = needed;
    this.#dialog.classList.toggle('gate', needed);
    part('-title').textContent = title;
    part('-about').textContent = about;
    part('-submit').textContent = submit;
    part('-cancel').hidden = needed;
    part('-submit').disabled = false;
    this.#complain(error ? errorText(error, 'name') : '');
    this.#input.value = name;
    if (!this.#dialog.open) this.#open(needed);
    this.#input.select();
  }

  /** A name that is needed does not lie over anything that Back could lead to. */
  #open(needed) {
    if (needed) this.#dialog.showModal();
    else openModal(this.#dialog);
  }

  #submit() {
    const name = this.#input.value.trim();
    if (!name) return this.#complain('Please write a name.');
    if (this.#needed) this.#close(name);
    else this.#wait(name, this.#answer);
  }

  #close(name) {
    this.#needed = false;
    this.#dialog.close();
    this.#answer(name);
  }

  async #wait(name, answer) {
    part('-submit').disabled = true;
    part('-submit').textContent = 'Saving…';
    try {
      await answer(name);
      if (answer === this.#answer) this.#dialog.close();
    } catch (error) {
      if (answer === this.#answer) this.ask({ name, error }, answer); // unless another name was asked for meanwhile
    }
  }

  #complain(error) {
    part('-error').textContent = error;
    this.#input.setAttribute('aria-invalid', error !== '');
    this.#input.focus();
  }
}

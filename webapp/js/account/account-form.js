import { refusalInWords } from './refusal-words.js';

/**
 * A form that is sent by script, once at a time. Its element with the class `err` shows what is wrong. A button with the
 * class `reveal` shows the password before it.
 */
export class AccountForm {
  #form;
  #error;
  #submit;

  /** `send(fields)` may reject; `check(fields)` returns what is wrong without asking the server. */
  constructor(form, send, check = () => undefined) {
    this.#form = form;
    this.#error = form.querySelector('.err');
    this.#submit = form.querySelector('.main');
    form.addEventListener('submit', event => {
      event.preventDefault();
      if (!this.#submit.disabled) this.#send(send, check);
    });
    for (const button of form.querySelectorAll('.reveal')) {
      button.addEventListener('click', () => reveal(button, button.textContent === 'Show'));
    }
  }

  reset() {
    this.#form.reset();
    this.complain('');
    for (const button of this.#form.querySelectorAll('.reveal')) reveal(button, false);
  }

  complain(text, field) {
    this.#error.textContent = text;
    for (const input of this.#form.elements) {
      if (input.localName === 'input') input.setAttribute('aria-invalid', input === field);
    }
    field?.focus();
  }

  async #send(send, check) {
    const wrong = check(this.fields);
    if (wrong) this.complain(wrong.text, this.#form.elements[wrong.field]);
    else await this.attempt(() => send(this.fields));
  }

  get fields() {
    return Object.fromEntries(new FormData(this.#form));
  }

  /** Complains if `run` rejects, about the field that `fieldOf(error)` returns. Nothing else can be sent meanwhile. */
  async attempt(run, fieldOf = error => this.#fieldOf(error)) {
    if (this.#submit.disabled) return;
    this.complain('');
    this.#submit.disabled = true;
    try {
      await run();
    } catch (error) {
      this.complain(refusalInWords(error), fieldOf(error));
    } finally {
      this.#submit.disabled = false;
    }
  }

  /** Names are taken; other refusals are about passwords, unless they say something else. */
  #fieldOf({ code, message }) {
    if (!['invalid', 'conflict', 'unauthorized', 'forbidden'].includes(code)) return undefined;
    const { name, current, password } = this.#form.elements;
    if (code === 'conflict' || message.startsWith('Name')) return name ?? password;
    return code === 'forbidden' ? (current ?? password) : password;
  }
}

function reveal(button, isShown) {
  const input = button.previousElementSibling;
  input.type = isShown ? 'text' : 'password';
  button.textContent = isShown ? 'Hide' : 'Show';
  button.setAttribute('aria-label', `${button.textContent} password`);
}

const SHORTEST = 10;

/** What is wrong with a new name (if the form has one) and password. */
export function checkChoice({ name, password }) {
  if (name !== undefined && !name.trim()) return { field: 'name', text: 'Please choose a name.' };
  if ([...password].length < SHORTEST) {
    return { field: 'password', text: `Please choose a password with at least ${SHORTEST} characters.` };
  }
  return undefined;
}

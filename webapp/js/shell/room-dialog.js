import { openModal } from './modal.js';

const part = name => document.getElementById(`room-${name}`);

/** Asks which room to open, or to make. */
export class RoomDialog {
  #dialog = part('dialog');
  #input = part('input');
  #topic = part('about');
  #open;

  /** `open(name, topic)`: the topic is empty where nobody wrote one. */
  constructor(open) {
    this.#open = open;
    document.getElementById('new-room').addEventListener('click', () => this.#ask());
    part('cancel').addEventListener('click', () => this.#dialog.close());
    part('form').addEventListener('submit', event => {
      event.preventDefault();
      this.#submit();
    });
  }

  #ask() {
    this.#input.value = this.#topic.value = '';
    this.#complain('');
    openModal(this.#dialog);
  }

  #submit() {
    const name = this.#input.value.trim().replace(/^#\s*/u, '');
    if (!name) return this.#complain('Please write a name.');
    this.#dialog.close();
    this.#open(name, this.#topic.value.trim());
  }

  #complain(error) {
    part('error').textContent = error;
    this.#input.setAttribute('aria-invalid', error !== '');
  }
}

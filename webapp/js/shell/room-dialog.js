import { Emitter } from '../client/emitter.js';
import { openModal } from './modal.js';

const part = name => document.getElementById(`room-${name}`);

/** Asks for the name and topic of a new room. Emits `create` with `room` and `topic`, which may be empty. */
export class RoomDialog extends Emitter {
  #dialog = part('dialog');
  #input = part('input');
  #topic = part('about');

  constructor() {
    super();
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
    const room = this.#input.value.trim().replace(/^#\s*/u, '');
    if (!room) return this.#complain('Please enter a name.');
    this.#dialog.close();
    this.emit('create', { room, topic: this.#topic.value.trim() });
  }

  #complain(error) {
    part('error').textContent = error;
    this.#input.setAttribute('aria-invalid', error !== '');
  }
}

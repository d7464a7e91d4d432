import { Emitter } from '../client/emitter.js';
import { openModal } from '../shell/modal.js';
import { post } from './account-api.js';
import { AccountForm, checkChoice } from './account-form.js';

const part = name => document.getElementById(`account-${name}`);

/** Changes our own name and password. Emits `renamed` with the `name`. */
export class OwnAccount extends Emitter {
  #nameForm = new AccountForm(part('name-form'), fields => this.#rename(fields));
  #passwordForm = new AccountForm(
    part('password-form'),
    fields => this.#changePassword(fields),
    fields =>
      fields.current ? checkChoice(fields) : { field: 'current', text: 'Please enter your current password.' },
  );

  constructor() {
    super();
    part('close').addEventListener('click', () => part('dialog').close());
  }

  open(name) {
    for (const form of [this.#nameForm, this.#passwordForm]) form.reset();
    part('name').value = part('user').value = name;
    part('done').textContent = '';
    openModal(part('dialog'));
  }

  async #rename({ name }) {
    part('done').textContent = '';
    const member = await post('api/me/name', { name });
    part('name').value = part('user').value = member.name;
    part('done').textContent = 'Your name is saved.';
    this.emit('renamed', { name: member.name });
  }

  async #changePassword({ current, password }) {
    part('done').textContent = '';
    await post('api/me/password', { current, password });
    this.#passwordForm.reset();
    part('user').value = part('name').value;
    part('done').textContent = 'Your password is changed. Other browsers are signed out.';
  }
}

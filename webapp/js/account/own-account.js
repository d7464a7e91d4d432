import { Emitter } from '../client/emitter.js';
import { kit, NOT_LOADED, once } from '../shell/later.js';
import { openModal } from '../shell/modal.js';
import { get, post, remove } from './account-api.js';
import { AccountForm, checkChoice } from './account-form.js';
import { browserInWords } from './browser-words.js';
import { addPasskey, passkeyProblem } from './passkey.js';
import { refusalInWords } from './refusal-words.js';

const part = name => document.getElementById(`account-${name}`);

/**
 * Changes our own name, password and passkeys, and shows where we are signed in. Emits `renamed` with the `name`.
 */
export class OwnAccount extends Emitter {
  #nameForm = new AccountForm(part('name-form'), fields => this.#rename(fields));
  #passwordForm = new AccountForm(
    part('password-form'),
    fields => this.#changePassword(fields),
    fields =>
      fields.current ? checkChoice(fields) : { field: 'current', text: 'Please enter your current password.' },
  );

  #lists = once(() => this.#load());

  constructor() {
    super();
    part('close').addEventListener('click', () => this.close());
  }

  /** `hasAccount`: whether our account is on this server, or else only our sessions are. */
  open(name, hasAccount) {
    for (const form of [this.#nameForm, this.#passwordForm]) form.reset();
    part('title').textContent = hasAccount ? 'Your account' : 'Your sessions';
    for (const element of part('dialog').querySelectorAll('.own')) element.hidden = !hasAccount;
    part('name').value = part('user').value = name;
    part('done').textContent = '';
    openModal(part('dialog'));
    this.#show(hasAccount).catch(() => (part('done').textContent = NOT_LOADED));
  }

  async #show(hasAccount) {
    const { passkeys, sessions } = await this.#lists();
    sessions.load();
    if (hasAccount) part('password-form').hidden = !(await passkeys.load());
  }

  /** Where we are signed in, and our passkeys: loaded on demand. */
  async #load() {
    const [{ PasskeyList }, { SessionList }] = await Promise.all([
      import('./passkey-list.js'),
      import('./session-list.js'),
    ]);
    const all = { ...kit, get, remove, browserInWords, addPasskey, passkeyProblem, refusalInWords };
    return { passkeys: new PasskeyList(all), sessions: new SessionList(all) };
  }

  close() {
    part('dialog').close();
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
    (await this.#lists()).sessions.load();
  }
}

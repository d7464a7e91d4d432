import { copy } from '../shell/clipboard.js';
import { kit, NOT_LOADED, once } from '../shell/later.js';
import { openMenu } from '../shell/menu.js';
import { openModal } from '../shell/modal.js';
import { get, post, remove } from './account-api.js';

const part = name => document.getElementById(`members-${name}`);

/** For owners: the accounts of this server. What it shows is loaded on demand. */
export class MembersDialog {
  #dialog = part('dialog');
  #list = once(() => this.#load());

  constructor() {
    part('open').addEventListener('click', () => this.#open());
    part('close').addEventListener('click', () => this.#dialog.close());
    part('form').addEventListener('submit', event => event.preventDefault());
  }

  /** Shows the button that opens it. */
  set isOffered(isOffered) {
    part('open').hidden = !isOffered;
  }

  async #open() {
    openModal(this.#dialog);
    try {
      (await this.#list()).open();
    } catch {
      part('list').textContent = NOT_LOADED;
    }
  }

  async #load() {
    const { MembersList } = await import('./members-list.js');
    part('list').textContent = '';
    return new MembersList({ ...kit, copy, openMenu, get, post, remove });
  }
}

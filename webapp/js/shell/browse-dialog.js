import { Emitter } from '../client/emitter.js';
import { kit, NOT_LOADED, once } from './later.js';
import { openModal } from './modal.js';

const part = name => document.getElementById(`browse-${name}`);

/**
 * Lists the rooms that anybody may join. What it shows is loaded on demand. Emits `open` with the chosen `room`.
 */
export class BrowseDialog extends Emitter {
  #dialog = part('dialog');
  #list = once(() => this.#load());
  #session;
  #talks;

  constructor(session, talks) {
    super();
    this.#session = session;
    this.#talks = talks;
    part('rooms').addEventListener('click', () => this.open());
    part('close').addEventListener('click', () => this.#dialog.close());
    part('form').addEventListener('submit', event => event.preventDefault());
  }

  async open() {
    part('find').value = '';
    openModal(this.#dialog);
    part('find').focus();
    try {
      const list = await this.#list();
      if (this.#dialog.open) list.open();
    } catch {
      part('list').textContent = NOT_LOADED;
    }
  }

  async #load() {
    const { BrowseList } = await import('./browse-list.js');
    part('list').textContent = '';
    return new BrowseList(kit, this.#session, this.#talks, room => this.emit('open', { room }));
  }
}

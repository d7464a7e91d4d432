import { Emitter } from '../client/emitter.js';
import { newKey } from '../parley-client.js';
import { errorText } from './error-text.js';
import { openModal } from './modal.js';
import { PeoplePicker } from './people-picker.js';

const part = name => document.getElementById(`room-${name}`);
const MOST = 50;
const ABOUT = {
  public: 'Everyone can find and read it. Share its name or link to invite others.',
  private: 'Only the people you invite can find and read it.',
};

/**
 * Asks for a new room: a public one with a name and a topic, or a private one with a title and people. Emits `create` with
 * `room` and `topic`, which may be empty, for a public room that is to be opened, and `open` with the `room` that exists now.
 */
export class RoomDialog extends Emitter {
  #dialog = part('dialog');
  #input = part('input');
  #topic = part('about');
  #session;
  #people;
  #picker;
  #ref;

  /** `people`: the `KnownPeople` who can be invited. */
  constructor(session, people) {
    super();
    this.#session = session;
    this.#people = people;
    document.getElementById('new-room').addEventListener('click', () => this.#ask());
    part('cancel').addEventListener('click', () => this.#dialog.close());
    part('form').addEventListener('change', event => event.target.name === 'kind' && this.#turn());
    part('form').addEventListener('submit', event => {
      event.preventDefault();
      this.#submit();
    });
  }

  get #isPrivate() {
    return part('form').elements.kind.value === 'private';
  }

  #ask() {
    this.#input.value = this.#topic.value = '';
    part('form').elements.kind.value = 'public';
    part('shared').checked = true;
    this.#picker = new PeoplePicker(part('people'), this.#people.all, { most: MOST, label: 'People' });
    this.#ref = newKey();
    this.#complain('');
    this.#turn();
    openModal(this.#dialog);
    this.#input.focus();
  }

  #turn() {
    const isPrivate = this.#isPrivate;
    part('kind-about').textContent = ABOUT[isPrivate ? 'private' : 'public'];
    part('topic').hidden = isPrivate;
    part('people').hidden = part('history').hidden = !isPrivate;
    part('submit').disabled = false;
  }

  #submit() {
    const room = this.#input.value.trim().replace(/^#\s*/u, '');
    if (!room) return this.#complain('Please enter a name.');
    if (this.#isPrivate) return this.#create(room);
    this.#dialog.close();
    this.emit('create', { room, topic: this.#topic.value.trim() });
  }

  /** Again with the same `ref`, if nobody knows whether the first try worked. */
  async #create(title) {
    part('submit').disabled = true;
    this.#complain('');
    try {
      const members = this.#picker.chosen;
      const history = part('shared').checked ? 'shared' : 'joined';
      const room = await this.#session.client.createRoom({ title, members, history, ref: this.#ref });
      this.#dialog.close();
      this.emit('open', { room: room.id });
    } catch (error) {
      this.#complain(error.code === 'invalid' ? errorText(error, 'room') : errorText(error, 'room action'));
      if (error.code !== 'server') this.#ref = newKey();
    }
    part('submit').disabled = false;
  }

  #complain(error) {
    part('error').textContent = error;
    this.#input.setAttribute('aria-invalid', error !== '');
  }
}

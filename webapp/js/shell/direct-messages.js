import { Emitter } from '../client/emitter.js';
import { errorText } from './error-text.js';
import { PeoplePicker } from './people-picker.js';
import { Sheet } from './sheet.js';

/** Of those in a conversation, besides us. */
const MOST = 7;

/** Opens conversations: with somebody in particular, or with those chosen in a dialog. Emits `open` with the `room`. */
export class DirectMessages extends Emitter {
  #session;
  #notices;
  #people;

  constructor(session, notices, people) {
    super();
    this.#session = session;
    this.#notices = notices;
    this.#people = people;
    document.getElementById('new-message').addEventListener('click', () => this.#ask());
  }

  async with(person) {
    if (!this.#session.isOpen) this.#notices.tell('The conversation opens once you are online.');
    await this.#open([person]).catch(error => this.#notices.tell(errorText(error, 'room action')));
  }

  #ask() {
    const place = document.createElement('div');
    const picker = new PeoplePicker(place, this.#people.all, { most: MOST, label: 'To' });
    new Sheet({
      title: 'New message',
      about: 'To one person, or to up to seven at once. Nobody else can read it.',
      content: () => place,
      submit: 'Start conversation',
      run: () => (picker.chosen.length ? this.#open(picker.chosen) : 'Choose somebody first.'),
    });
    picker.focus();
  }

  async #open(people) {
    const room = await this.#session.client.openDirect(people);
    this.emit('open', { room: room.id });
  }
}

import { Emitter } from '../client/emitter.js';
import { errorText } from './error-text.js';
import { PeoplePicker } from './people-picker.js';
import { Sheet } from './sheet.js';

/** Of those in a conversation, besides us. */
const MOST = 7;
const PATIENCE = 8_000;
const TOO_LATE = 'The server does not answer. Try again.';

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

  /** Meanwhile nothing can be typed, and after an error not at once: it would go to the room that is still on screen. */
  async with(person) {
    if (!this.#session.isOpen) return this.#notices.tell('You are offline. Try again once you are connected.');
    const app = document.getElementById('app');
    const late = new Promise((_, fail) => setTimeout(fail, PATIENCE, TOO_LATE));
    app.inert = true;
    try {
      const room = await Promise.race([this.#session.client.openDirect([person]), late]);
      app.inert = false; // before the conversation takes the focus
      this.emit('open', { room: room.id });
    } catch (error) {
      app.inert = false;
      document.getElementById('room-name').focus();
      this.#notices.tell(error === TOO_LATE ? TOO_LATE : errorText(error, 'room action'));
    }
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

import { Timeline } from './timeline.js';

const PAGE = 50;

/** One room as this page has it: its timeline, what was not looked at yet, the draft. */
export class Talk {
  timeline = new Timeline();
  unread = 0;
  draft = '';
  error;
  hasHistory = true;
  #on;
  #isLoading = false;
  #loadsItself = true;

  /** `on` is told what `changed()` and what was `heard(talk, message)` just now from somebody else, and when the room was `refused(talk)`. */
  constructor(room, on) {
    this.room = room;
    this.#on = on;
    room.on('message', event => this.#message(event));
    room.on('update', ({ message }) => this.#changed(message));
    room.on('members', event => this.#members(event));
    room.on('reset', () => this.timeline.reset());
    for (const message of room.unsent) this.timeline.put(message);
    room.entered.then(() => on.changed(), error => this.#refused(error));
  }

  /** Whether earlier messages are fetched unasked. A log that is still coming is short, and at its top, for a moment only. */
  get loadsItself() {
    return this.#loadsItself && !this.room.isBehind;
  }

  get unsent() {
    return this.timeline.unsent;
  }

  say(text) {
    this.room.send(text);
  }

  /** Takes over from the same room of a client that was closed. The messages keep their `ref`, as one of them may be stored already. */
  goOn({ draft, unsent }) {
    this.draft = draft;
    for (const { text, ref } of unsent) this.room.send(text, { ref });
  }

  /** Shows the page before what is shown. Resolves when it is there, or could not be had. */
  async loadElder() {
    const { first } = this.timeline;
    if (this.#isLoading || !(first > 1)) return;
    this.#isLoading = true;
    try {
      const { messages, older } = await this.room.history({ before: first, limit: PAGE });
      this.#loadsItself = true;
      if (this.timeline.first === first) this.timeline.putElder(messages, older === undefined); // else the room began afresh meanwhile
    } catch (error) {
      this.#loadsItself = false; // until the button is pressed
      this.hasHistory &&= error.code !== 'unknown-type'; // an older server
    }
    this.#isLoading = false;
    this.#on.changed();
  }

  #message({ message, cause }) {
    this.#put(message);
    if (!message.mine && cause !== 'history') this.#on.heard(this, message, cause);
  }

  #members({ joined, left, cause }) {
    if (cause === 'live') {
      for (const { name } of joined) this.timeline.note({ name, what: 'connected' });
      for (const { name } of left) this.timeline.note({ name, what: 'disconnected' });
    }
    this.#on.changed();
  }

  /** One that was stored long ago, and of which that was not known, is shown where it stands as soon as that place is. */
  #changed(message) {
    if (message.offset < this.timeline.first) this.timeline.drop(message.ref);
    else this.timeline.put(message);
    this.#on.changed();
  }

  #put(message) {
    this.timeline.put(message);
    this.#on.changed();
  }

  #refused(error) {
    this.error = error;
    this.#on.refused(this);
  }
}

import { Timeline } from './timeline.js';

/** One room as this page has it: its timeline, what was not looked at yet, the draft. */
export class Talk {
  timeline = new Timeline();
  unread = 0;
  draft = '';
  error;
  #on;

  /** `on` is told what `changed()` and what was `heard(talk, message)` just now from somebody else, and when the room was `refused(talk)`. */
  constructor(room, on) {
    this.room = room;
    this.#on = on;
    room.on('message', event => this.#message(event));
    room.on('update', ({ message }) => this.#put(message));
    room.on('members', event => this.#members(event));
    room.on('reset', () => this.timeline.reset());
    room.entered.then(() => on.changed(), error => this.#refused(error));
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

  #put(message) {
    this.timeline.put(message);
    this.#on.changed();
  }

  #refused(error) {
    this.error = error;
    this.#on.refused(this);
  }
}

import { PromisedDeletions } from './promised-deletions.js';

/** Messages that are being taken back: gone from the page at once, and from the server when it is too late to think better of it. */
export class Deletions {
  #pending = new Set();
  #promised = new PromisedDeletions();
  #toast;
  #say;
  #changed;

  constructor({ toast, say, changed }) {
    this.#toast = toast;
    this.#say = say;
    this.#changed = changed;
    for (const type of ['beforeunload', 'pagehide']) addEventListener(type, () => this.#toast.end()); // the one is too late in some browsers, the other does not come in all
  }

  /** What is shown of a message. */
  seen(message) {
    return this.#pending.has(keyOf(message)) ? gone(message) : message;
  }

  /** `failed(error)` when the server did not want it. */
  begin(room, message, failed) {
    const key = keyOf(message);
    this.#toast.show('Message deleted', { action: 'Undo', run: () => this.#undo(message), over: () => this.#send(room, message, failed) });
    this.#pending.add(key);
    this.#promised.add(message.room, message.offset);
    this.#say('Message deleted. For five seconds there is a button to undo it before the message box.');
    this.#changed();
  }

  /** What an earlier page has promised and could not do. `roomOf(name)` gives the room. */
  resume(roomOf) {
    this.#promised.resume((name, offset) => this.#carryOut(roomOf(name), offset).catch(() => {})); // who was faster has done it
  }

  #undo(message) {
    this.#pending.delete(keyOf(message));
    this.#promised.drop(message.room, message.offset);
    this.#say('Message restored.');
    this.#changed();
  }

  async #send(room, message, failed) {
    try {
      await this.#carryOut(room, message.offset);
    } catch (error) {
      this.#pending.delete(keyOf(message));
      failed(error);
      this.#changed();
    }
  }

  async #carryOut(room, offset) {
    try {
      await room.delete(offset);
      this.#promised.drop(room.id, offset);
    } catch (error) {
      if (error.code !== 'closed') this.#promised.drop(room.id, offset);
      throw error;
    }
  }
}

const keyOf = ({ room, offset }) => `${offset} ${room}`;

const gone = message => Object.freeze({ ...message, text: '', deleted: true, reactions: Object.freeze([]), editedAt: undefined });

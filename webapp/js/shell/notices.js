import { Toast } from './toast.js';

/** Tells the user something short: on screen as a toast, and aloud through the announcer. */
export class Notices {
  #toast = new Toast();
  #announcer;

  constructor(announcer) {
    this.#announcer = announcer;
  }

  /** `action`: as for a toast; `spoken`: what is read out instead of the text. */
  tell(text, { action = {}, spoken = text } = {}) {
    this.#toast.show(text, action);
    this.#announcer.say(spoken);
  }

  /** Reads out what is visible on screen already. */
  say(text) {
    this.#announcer.say(text);
  }

  /** Focuses the button of the newest toast. */
  focus() {
    this.#toast.focus();
  }
}

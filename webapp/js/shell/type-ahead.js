import { pressed } from './shortcuts.js';

const LONGEST = 64;

/**
 * Takes what is typed while a field is loaded, because it must not go into the message box instead. Escape ends that, and so
 * does the shortcut that began it. The browser's own keys, such as F5 and Tab, go on working.
 */
export class TypeAhead {
  text = '';
  isCancelled = false;
  #take = event => this.#taken(event);

  constructor() {
    for (const type of ['keydown', 'beforeinput']) addEventListener(type, this.#take, true);
  }

  end() {
    for (const type of ['keydown', 'beforeinput']) removeEventListener(type, this.#take, true);
  }

  cancel() {
    this.isCancelled = true;
    this.end();
  }

  #taken(event) {
    event.stopPropagation();
    if (event.type === 'beforeinput' || this.#takes(event)) event.preventDefault();
  }

  /** Handles a key, and returns whether the browser must not. */
  #takes(event) {
    const { key, ctrlKey, metaKey, altKey } = event;
    if (key === 'Escape' || pressed(event, 'switch')) {
      if (!event.repeat) this.cancel(); // else the key is still down
    } else if ((ctrlKey || metaKey || altKey) && !event.getModifierState('AltGraph')) return false;
    else if (key === 'Backspace') this.text = this.text.slice(0, -1);
    else if (key.length > 1)
      return key === 'Enter'; // which would press a button
    else if (this.text.length < LONGEST) this.text += key;
    return true;
  }
}

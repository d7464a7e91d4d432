const LONGEST = 64;

/** Takes what is typed while a field is loaded, because it must not go into the message box instead. */
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

  #taken(event) {
    const { type, key, ctrlKey, metaKey, altKey } = event;
    event.preventDefault();
    event.stopPropagation();
    if (type !== 'keydown' || ctrlKey || metaKey || altKey) return;
    if (key === 'Escape') this.isCancelled = true;
    else if (key === 'Backspace') this.text = this.text.slice(0, -1);
    else if (key.length === 1 && this.text.length < LONGEST) this.text += key;
  }
}

import { once } from '../shell/later.js';
import { pressed } from '../shell/shortcuts.js';
import { endsInCode } from '../text/code-fence.js';
import { insertText } from './insert-text.js';

const FORMATS = ['bold', 'italic', 'code', 'strike'];

/**
 * Keys that edit the text of the message box: formats, the next item of a list, and a link by pasting an address over a
 * selection. What they do is loaded with the first key or selection while there is a server; until then, keys do what they
 * do anywhere.
 */
export class TextKeys {
  #text;
  #edits;
  #load = once(async () => (this.#edits = await import('./formatting.js')));

  /** `isOnline()`: whether there is a server to load from. */
  constructor(text, isOnline) {
    this.#text = text;
    const load = () => isOnline() && this.#load().catch(() => {});
    for (const event of ['keydown', 'select']) text.addEventListener(event, load);
    text.addEventListener('paste', event => this.#pasted(event));
  }

  /** Handles a key, and returns whether it was one of these. */
  takes(event) {
    const format = FORMATS.find(id => pressed(event, id));
    if (format)
      this.#load().then(
        ({ toggle }) => this.#apply(toggle, format),
        () => {},
      );
    return format !== undefined || (pressed(event, 'new-line') && this.#isProse && this.#apply(this.#edits?.nextItem));
  }

  get #isProse() {
    return !endsInCode(this.#text.value.slice(0, this.#text.selectionStart));
  }

  /** Returns whether there was anything to do. */
  #apply(change, ...more) {
    const { value, selectionStart, selectionEnd } = this.#text;
    const edit = change?.(value, selectionStart, selectionEnd, ...more);
    if (!edit) return false;
    const { start, end, text, from, to } = edit;
    if (text || start < end) insertText(this.#text, text, start, end);
    this.#text.setSelectionRange(from, to);
    return true;
  }

  #pasted(event) {
    const pasted = event.clipboardData?.getData('text/plain');
    if (pasted && this.#isProse && this.#apply(this.#edits?.link, pasted)) event.preventDefault();
  }
}

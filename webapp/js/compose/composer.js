import { Emitter } from '../client/emitter.js';
import { endsInCode } from '../text/code-fence.js';
import { pressed } from '../shell/shortcuts.js';
import { Completion } from './completion.js';
import { TextKeys } from './text-keys.js';
import { Toolbar } from './toolbar.js';

const LIMIT = 8_000;
const WARN = 500;

/** Removes what the protocol refuses: control characters except tab and line feed, and lone surrogates. */
const sendable = text => text.replace(/\r\n?/gu, '\n').replace(/[^\P{Cc}\t\n]|\p{Cs}/gu, '');
/** Trims empty lines at both ends; keeps the first line's indentation. */
const clean = text =>
  sendable(text)
    .trimEnd()
    .replace(/^(?:[^\S\n]*\n)+/u, '');

/**
 * The message box. Enter sends, Shift+Enter starts a new line; in a code block, Ctrl+Enter sends and Enter starts a new
 * line. Emits `submit` with the `text`, unless it is a command.
 */
export class Composer extends Emitter {
  #form = document.getElementById('composer');
  #text = document.getElementById('text');
  #left = document.getElementById('left');
  #button = this.#form.querySelector('.send');
  #completion;
  #commands;
  #keys;
  #toolbar;
  #isHeld = false;

  /**
   * `people(before)` returns those who can be named after a text; `commands`: the `CommandLine`; `isOnline()`: whether there
   * is a server.
   */
  constructor(notices, people, commands, isOnline) {
    super();
    this.#commands = commands;
    this.#completion = new Completion(this.#text, people, notices, commands);
    this.#keys = new TextKeys(this.#text, isOnline);
    this.#toolbar = new Toolbar(this.#text, notices);
    this.#form.addEventListener('submit', event => {
      event.preventDefault();
      this.#submit();
    });
    this.#text.addEventListener('keydown', event => this.#key(event));
    this.#text.addEventListener('input', () => this.#fit());
    const look = () => this.#form.classList.toggle('code', this.#isInCode);
    for (const event of ['input', 'keyup', 'click']) this.#text.addEventListener(event, look);
    document.addEventListener('selectionchange', () => document.activeElement === this.#text && look()); // buttons may move the caret
  }

  get value() {
    return this.#text.value;
  }

  set value(text) {
    this.#text.value = text;
    this.#completion.close();
    this.#form.classList.remove('code');
    this.#fit();
  }

  /**
   * `barrier`: what keeps us from writing. If it is only for a moment, the text can be written, but not sent. `isHidden`:
   * there is no room to write in.
   */
  show(title, enabled, barrier, isHidden = false) {
    const label = `Message ${title}`;
    this.#text.placeholder = `Message \u2068${title}\u2069`; // isolated, as it may be in another direction
    this.#text.setAttribute('aria-label', label);
    this.#isHeld = barrier !== undefined;
    const isOut = isHidden || (this.#isHeld && !barrier.waits);
    if (isOut && this.#form.contains(document.activeElement)) document.getElementById('room-name').focus();
    this.#form.hidden = isOut;
    this.#text.disabled = this.#toolbar.disabled = !enabled;
    this.#button.disabled = !enabled || this.#isHeld;
  }

  focus() {
    this.#text.focus();
  }

  get #isInCode() {
    return endsInCode(this.#text.value.slice(0, this.#text.selectionStart));
  }

  #key(event) {
    const composing = event.isComposing || event.keyCode === 229; // Safari ends the composition before it sends this key
    if (composing) return;
    if (this.#completion.takes(event) || this.#keys.takes(event)) return event.preventDefault();
    if (!pressed(event, 'send-code') && (!pressed(event, 'send') || this.#isInCode)) return;
    event.preventDefault();
    this.#submit();
  }

  #submit() {
    const text = clean(this.value);
    if (!text || this.#over() > 0 || this.#isHeld || this.#commands.takes(text)) return;
    this.value = '';
    this.emit('submit', { text });
    this.focus();
  }

  #over() {
    const text = clean(this.value);
    return text.length < LIMIT - WARN ? -LIMIT : [...text].length - LIMIT;
  }

  #fit() {
    const over = this.#over();
    this.#left.textContent = over < -WARN ? '' : over > 0 ? `${over} over the limit` : `${-over} left`;
    this.#left.classList.toggle('over', over > 0);
    this.#text.setAttribute('aria-invalid', over > 0);
    if (CSS.supports('field-sizing', 'content')) return;
    this.#text.style.blockSize = 'auto';
    this.#text.style.blockSize = `${this.#text.scrollHeight + this.#text.offsetHeight - this.#text.clientHeight}px`;
  }
}

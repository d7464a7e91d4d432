import { Emitter } from '../client/emitter.js';
import { kit, loadWithStyle, NOT_LOADED } from './later.js';
import { ariaKeys, keysOf, pressed, SHORTCUTS } from './shortcuts.js';
import { TypeAhead } from './type-ahead.js';

const FIELD = 'input, textarea, select, [contenteditable]';
/** The steps through the list of rooms. */
const STEPS = [
  ['room-above', { step: -1 }],
  ['room-below', { step: 1 }],
  ['unread-above', { step: -1, isUnread: true }],
  ['unread-below', { step: 1, isUnread: true }],
];

/**
 * The shortcuts that work everywhere, and what they open: the switcher and the sheet of shortcuts, both loaded on demand.
 * Emits `step` through the rooms with a `step` and whether to skip those that are read, and what the switcher emits: `open`
 * with a `room`, `direct` with a `person`, and `search` with a `query`.
 */
export class Keyboard extends Emitter {
  #notices;
  #places;
  #switcher;
  /** What is typed while the switcher is loaded. */
  #ahead;
  #button = document.getElementById('jump');

  /** `places`: what the switcher can find. */
  constructor(places, notices) {
    super();
    this.#places = places;
    this.#notices = notices;
    const key = SHORTCUTS.everywhere.switch;
    this.#button.setAttribute('aria-keyshortcuts', ariaKeys(key));
    this.#button.querySelector('kbd').textContent = keysOf(key).join(' ');
    this.#button.addEventListener('click', () => this.#switch());
    addEventListener('keydown', event => this.#key(event));
  }

  openSheet() {
    return this.#use(
      () => import('./shortcut-sheet.js'),
      ({ openShortcuts }) => openShortcuts(kit),
    );
  }

  #key(event) {
    if (event.defaultPrevented || event.isComposing) return;
    const action = this.#actionOf(event);
    if (!action) return;
    event.preventDefault();
    action();
  }

  #actionOf(event) {
    if (document.querySelector('dialog[open]') || document.getElementById('app').inert) return undefined;
    if (pressed(event, 'switch')) return () => this.#switch();
    if (pressed(event, 'shortcuts')) return event.target.closest?.(FIELD) ? undefined : () => this.openSheet();
    const [, step] = STEPS.find(([id]) => pressed(event, id)) ?? [];
    return step && (() => this.emit('step', step));
  }

  async #switch() {
    document.querySelector(':popover-open')?.hidePopover();
    this.#ahead?.cancel();
    const ahead = (this.#ahead = new TypeAhead());
    await this.#use(
      () => import('./switcher.js'),
      ({ Switcher }) => {
        if (ahead.isCancelled || document.querySelector('dialog[open]')) return;
        this.#switcher ??= this.#make(Switcher);
        this.#switcher.open(ahead.text);
      },
    );
    ahead.end();
  }

  #make(Switcher) {
    return new Switcher(kit, this.#places, {
      open: room => this.emit('open', { room }),
      direct: person => this.emit('direct', { person }),
      search: query => this.emit('search', { query }),
    });
  }

  /** After an upgrade, the server may have a module that does not fit this page. */
  async #use(load, use) {
    const module = await loadWithStyle(load, 'keyboard').catch(() => undefined);
    try {
      if (module) return use(module);
    } catch (error) {
      reportError(error);
    }
    return this.#notices.tell(NOT_LOADED);
  }
}

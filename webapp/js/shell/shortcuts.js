import { singleKeys } from './single-keys.js';

const isMac = /^(?:Mac|iP)/u.test(globalThis.navigator?.platform ?? '');

/**
 * All keyboard shortcuts, by part of the page and `id`. The handlers ask `pressed` with an `id` of this table, and the sheet
 * of shortcuts lists the same table. `Mod` is Cmd on a Mac and Ctrl elsewhere.
 */
export const SHORTCUTS = {
  everywhere: {
    switch: 'Mod+K',
    search: '/',
    'room-above': 'Alt+ArrowUp',
    'room-below': 'Alt+ArrowDown',
    'unread-above': 'Alt+Shift+ArrowUp',
    'unread-below': 'Alt+Shift+ArrowDown',
    shortcuts: '?',
    close: 'Escape',
  },
  box: {
    send: 'Enter',
    'new-line': 'Shift+Enter',
    'send-code': 'Mod+Enter',
    'edit-last': 'ArrowUp',
    cancel: 'Escape',
    bold: 'Mod+B',
    italic: 'Mod+I',
    code: 'Mod+E',
    strike: 'Mod+Shift+X',
  },
  messages: {
    'message-above': 'ArrowUp',
    'message-below': 'ArrowDown',
    'first-message': 'Home',
    'last-message': 'End',
    'leave-messages': 'Escape',
  },
};

const BY_ID = new Map(
  Object.values(SHORTCUTS).flatMap(part => Object.entries(part).map(([id, key]) => [id, parse(key)])),
);
const WORDS = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  Mod: isMac ? 'Cmd' : 'Ctrl',
  Alt: isMac ? 'Option' : 'Alt',
};

function parse(key) {
  const names = key.split('+');
  const name = names.pop();
  return { name, mod: names.includes('Mod'), alt: names.includes('Alt'), shift: names.includes('Shift') };
}

/** The letter on the key, also where the keyboard's layout has no Latin letters. */
const nameOf = ({ key, code = '' }) =>
  key.length > 1 || /^[\p{sc=Latin}\P{L}]$/u.test(key) || !code.startsWith('Key') ? key : code.slice(3);

/**
 * Whether Mod is held, and no other key in its place. A Mac's own Ctrl shortcuts all have letters, so that Ctrl+Enter may
 * send there, too.
 */
function modOf({ ctrlKey, metaKey, key }) {
  if (!isMac) return metaKey ? undefined : ctrlKey;
  return ctrlKey && key.length === 1 ? undefined : ctrlKey || metaKey;
}

/**
 * Whether a key event is the shortcut with this `id`. Shift may be needed to type a character such as `?`, which is no
 * shortcut if `singleKeys` are off.
 */
export function pressed(event, id) {
  const { name, mod, alt, shift } = BY_ID.get(id);
  const isTyped = !mod && !alt && name.length === 1;
  return (
    nameOf(event).toLowerCase() === name.toLowerCase() &&
    modOf(event) === mod &&
    event.altKey === alt &&
    (isTyped ? singleKeys.areOn : event.shiftKey === shift)
  );
}

/** The keys of a shortcut as they are called on this computer. */
export const keysOf = key => key.split('+').map(name => WORDS[name] ?? name);

/** The same for `aria-keyshortcuts`. */
export const ariaKeys = key => key.replace('Mod', isMac ? 'Meta' : 'Control');

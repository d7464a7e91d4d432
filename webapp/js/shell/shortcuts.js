import { singleKeys } from './single-keys.js';

const isMac = /^(?:Mac|iP)/u.test(globalThis.navigator?.platform ?? '');

/**
 * All keyboard shortcuts. The handlers ask `pressed` with an `id` of this table, and the sheet of shortcuts lists the same
 * table. `Mod` is Cmd on a Mac and Ctrl elsewhere.
 */
export const SHORTCUTS = [
  {
    title: 'Everywhere',
    shortcuts: [
      { id: 'switch', key: 'Mod+K', what: 'Go to a room, a person or a message' },
      { id: 'search', key: '/', what: 'Search messages' },
      { id: 'room-above', key: 'Alt+ArrowUp', what: 'Go to the room above' },
      { id: 'room-below', key: 'Alt+ArrowDown', what: 'Go to the room below' },
      { id: 'unread-above', key: 'Alt+Shift+ArrowUp', what: 'Go to the unread room above' },
      { id: 'unread-below', key: 'Alt+Shift+ArrowDown', what: 'Go to the unread room below' },
      { id: 'shortcuts', key: '?', what: 'Show this list' },
      { id: 'close', key: 'Escape', what: 'Close what is open; remove the line above new messages' },
    ],
  },
  {
    title: 'Message box',
    shortcuts: [
      { id: 'send', key: 'Enter', what: 'Send' },
      { id: 'new-line', key: 'Shift+Enter', what: 'Start a new line, or a new item in a list' },
      { id: 'send-code', key: 'Mod+Enter', what: 'Send, also from a code block' },
      { id: 'edit-last', key: 'ArrowUp', what: 'Edit your last message, if the box is empty' },
      { id: 'cancel', key: 'Escape', what: 'Cancel an edit or a reply' },
      { id: 'bold', key: 'Mod+B', what: 'Bold' },
      { id: 'italic', key: 'Mod+I', what: 'Italic' },
      { id: 'code', key: 'Mod+E', what: 'Code' },
      { id: 'strike', key: 'Mod+Shift+X', what: 'Strikethrough' },
    ],
  },
  {
    title: 'Messages',
    shortcuts: [
      { id: 'message-above', key: 'ArrowUp', what: 'Go to the message above' },
      { id: 'message-below', key: 'ArrowDown', what: 'Go to the message below' },
      { id: 'first-message', key: 'Home', what: 'Go to the first message' },
      { id: 'last-message', key: 'End', what: 'Go to the last message' },
      { id: 'leave-messages', key: 'Escape', what: 'Return to the message box' },
    ],
  },
];

const BY_ID = new Map(SHORTCUTS.flatMap(({ shortcuts }) => shortcuts.map(({ id, key }) => [id, parse(key)])));
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

import { html, nothing, render, repeat } from '../vendor.js';
import { avatar } from './avatar.js';
import { isDeleted } from './deleted-member.js';
import { errorText } from './error-text.js';
import { guestLabel, nameInWords } from './guest-label.js';
import { icon } from './icon.js';
import { openModal } from './modal.js';
import { roomMark, shownTitle } from './room-mark.js';
import { Sheet } from './sheet.js';
import { keysOf, pressed, SHORTCUTS } from './shortcuts.js';
import { singleKeys } from './single-keys.js';

/** For when something cannot be loaded on demand. */
export const NOT_LOADED = 'This cannot be loaded. Check the connection, or reload the page.';

/**
 * What modules that are loaded on demand use of the page. They import nothing from it, because the bundle has its modules in
 * another file.
 */
export const kit = {
  html,
  nothing,
  render,
  repeat,
  avatar,
  isDeleted,
  errorText,
  guestLabel,
  nameInWords,
  icon,
  openModal,
  roomMark,
  shownTitle,
  Sheet,
  SHORTCUTS,
  keysOf,
  pressed,
  singleKeys,
};

/** A function that promises the same result every time, and tries again after a failure. */
export function once(make) {
  let made;
  return () =>
    (made ??= make().catch(error => {
      made = undefined;
      throw error;
    }));
}

const styles = new Map();

/** Adds a style sheet to the page. */
const added = address => () =>
  new Promise((resolve, reject) => {
    const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: address });
    link.onload = resolve;
    link.onerror = () => {
      link.remove();
      reject(new Error(`${address} cannot be loaded`));
    };
    document.head.append(link);
  });

function addStyle(address) {
  if (!styles.has(address)) styles.set(address, once(added(address)));
  return styles.get(address)();
}

/** Loads a module and the style sheet that it needs. Rejects if one of them cannot be loaded. */
export async function loadWithStyle(load, style) {
  const [module] = await Promise.all([load(), addStyle(`css/${style}.css`)]);
  return module;
}

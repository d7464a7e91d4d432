import { backStack } from './back-stack.js';

const layers = new WeakMap();

function layerOf(dialog) {
  if (!layers.has(dialog)) {
    layers.set(dialog, { isOpen: () => dialog.open, close: () => dialog.close() });
    dialog.addEventListener('close', () => backStack.uncover());
  }
  return layers.get(dialog);
}

/** Opens a dialog that Back closes, too. */
export function openModal(dialog) {
  if (!dialog.open) dialog.showModal();
  backStack.cover(layerOf(dialog));
}

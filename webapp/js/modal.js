import { trail } from './trail.js';

/** Opens a dialog that Back closes, too. */
export function openModal(dialog) {
  dialog.showModal();
  dialog.addEventListener('close', () => trail.uncover(), { once: true });
  trail.cover({ isOpen: () => dialog.open, close: () => dialog.close() });
}

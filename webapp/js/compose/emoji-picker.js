import { kit, loadWithStyle } from '../shell/later.js';
import { emoji } from './emoji-catalog.js';

let dialog;

/**
 * Asks for an emoji beside `anchor`. Resolves with it, or `undefined`, and rejects if the dialog cannot be loaded. The focus
 * returns to where it was.
 */
export async function pickEmoji(anchor) {
  const load = loadWithStyle(() => import('./emoji-dialog.js'), 'emoji');
  const [{ EmojiDialog }] = await Promise.all([load, emoji.load()]);
  dialog ??= new EmojiDialog(kit, emoji);
  return dialog.open(anchor);
}

import { SafeStorage } from './safe-storage.js';

const NAME = 'parley.single-keys';
const storage = new SafeStorage(() => localStorage);

/** Whether a character alone, such as `?`, may be a shortcut. Whoever dictates may press it by accident, and turns it off. */
export const singleKeys = {
  get areOn() {
    return storage.read(NAME) !== 'off';
  },

  set areOn(areOn) {
    storage.write(NAME, areOn ? 'on' : 'off');
  },
};

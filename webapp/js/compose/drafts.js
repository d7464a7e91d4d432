import { SafeStorage } from '../shell/safe-storage.js';

const ITEM = 'parley.drafts';

/** What is being written in each room, kept in the browser over a reload. Tabs that are open do not see each other's. */
export class Drafts {
  #store = new SafeStorage(() => localStorage);

  /** `{ text, replyTo, editing }`, of which each may be missing. */
  get(room) {
    const draft = this.#all[room];
    return typeof draft?.text === 'string' ? draft : {};
  }

  /** Nothing is kept of a draft without a text, an answered message and a message that is edited. */
  put(room, draft) {
    const { [room]: before, ...others } = this.#all;
    const isEmpty = !draft.text && !draft.replyTo && !draft.editing;
    if (!isEmpty || before) this.#store.write(ITEM, JSON.stringify(isEmpty ? others : { ...others, [room]: draft }));
  }

  get #all() {
    try {
      const all = JSON.parse(this.#store.read(ITEM) ?? '{}');
      return all && typeof all === 'object' ? all : {};
    } catch {
      return {}; // somebody else wrote there
    }
  }
}

/** As much of a message as an answer to it or an edit of it needs. */
export const brief = message => message && {
  ref: message.ref, room: message.room, offset: message.offset || undefined, author: message.author, mine: message.mine,
  text: message.text, deleted: message.deleted, reactions: [],
};

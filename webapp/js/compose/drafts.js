import { SafeStorage } from '../shell/safe-storage.js';

const ITEM = 'parley.drafts';

/** The draft of each room, kept across reloads. */
export class Drafts {
  #store = new SafeStorage(() => localStorage);

  /** `{ text, replyTo, editing }`, each optional. */
  get(room) {
    const draft = this.#all[room];
    return typeof draft?.text === 'string' ? draft : {};
  }

  /** An empty draft is deleted. */
  put(room, draft) {
    const { [room]: before, ...others } = this.#all;
    const isEmpty = !draft.text && !draft.replyTo && !draft.editing;
    if (!isEmpty || before) this.#store.write(ITEM, JSON.stringify(isEmpty ? others : { ...others, [room]: draft }));
  }

  clear() {
    this.#store.write(ITEM, '{}');
  }

  get #all() {
    try {
      const all = JSON.parse(this.#store.read(ITEM) ?? '{}');
      return all && typeof all === 'object' ? all : {};
    } catch {
      return {}; // not our data
    }
  }
}

/** The fields of a message that a reply or an edit needs. */
export const brief = message =>
  message && {
    ref: message.ref,
    room: message.room,
    offset: message.offset || undefined,
    author: message.author,
    mine: message.mine,
    text: message.text,
    deleted: message.deleted,
    reactions: [],
  };

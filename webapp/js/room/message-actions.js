import { NO_EMOJI } from '../compose/emoji-catalog.js';
import { pickEmoji } from '../compose/emoji-picker.js';
import { copy } from '../shell/clipboard.js';
import { errorText } from '../shell/error-text.js';
import { openMenu } from '../shell/menu.js';
import { Route } from '../shell/route.js';
import { Toast } from '../shell/toast.js';
import { quickReactions } from './quick-reactions.js';

const UNDO_WITHIN = 5_000;
const REFUSED = {
  edit: 'The edit was not saved.', delete: 'The message was not deleted.', react: 'The reaction was not added.',
  unreact: 'The reaction was not removed.', topic: 'The topic was not changed.',
};
/** Where a message is: its offset, or its ref as long as it waits to be sent. */
const placeOf = ({ offset, ref }) => offset || ref;

/** What people do with a message. */
export class MessageActions {
  #toast = new Toast();
  #on;

  /**
   * `on`: the `room(name)`, `discard(ref)` for what is not sent yet, `isOpen()`, `say(text)` for those who do not see it,
   * `reply(message)`, `edit(message, text)`, and `pinned(isPinned)` while something hangs on a row.
   */
  constructor(on) {
    this.#on = on;
  }

  tell(text) {
    this.#toast.show(text);
    this.#on.say(text);
  }

  reply = message => this.#on.reply(message);

  react = (message, emoji, isOn = true) => this.#try(
    this.#on.room(message.room).react(placeOf(message), emoji, isOn), isOn ? `You reacted with ${emoji}` : `You took back ${emoji}`);

  pick = async (message, anchor) => {
    const emoji = await this.#pinned(() => pickEmoji(anchor).catch(() => this.tell(NO_EMOJI)));
    if (emoji) await this.react(message, emoji, !message.reactions.some(reaction => reaction.emoji === emoji && reaction.mine));
  };

  copyLink = async ({ room, offset }) => this.tell(await copy(new URL(Route.address(room, offset), document.baseURI).href) ? 'Link copied' : 'The browser did not let us copy');

  /** All that there is to do; under a finger that is in one place. */
  more = (message, anchor) => {
    const isTouch = matchMedia('(hover: none)').matches;
    const all = [
      isTouch && { icon: 'reply', text: 'Reply', run: () => this.reply(message) },
      isTouch && { icon: 'link', text: 'Copy link', run: () => this.copyLink(message) },
      { icon: 'copy', text: 'Copy text', run: async () => this.tell(await copy(message.text) ? 'Text copied' : 'The browser did not let us copy') },
      message.mine && { icon: 'edit', text: 'Edit message', run: () => this.#on.edit(message) },
      message.mine && { icon: 'trash', text: 'Delete message', isDangerous: true, run: () => this.remove(message) },
    ];
    return this.#pinned(() => openMenu(anchor, all.filter(Boolean), 'Message actions', isTouch ? choose => quickReactions(emoji => choose(() => this.react(message, emoji))) : undefined));
  };

  edit(message, text) {
    return this.#try(this.#on.room(message.room).edit(placeOf(message), text), 'Edit saved');
  }

  remove(message) {
    const byKeyboard = document.activeElement?.matches(':focus-visible');
    const { ref } = this.#on.room(message.room).delete(placeOf(message), { after: UNDO_WITHIN });
    this.#toast.show('Message deleted', { action: 'Undo', run: () => this.#undo(ref) });
    this.#on.say('Message deleted. For five seconds there is a button to undo it before the message box.');
    if (byKeyboard) this.#toast.focus();
  }

  /** The server did not want a change, and the page has taken it back. `message`: the one that was meant, if it is known. */
  refused({ kind, text, error }, message) {
    const words = `${REFUSED[kind] ?? ''} ${errorText(error, 'text')}`.trim();
    const isLost = kind === 'edit' && message && !message.deleted;
    this.#toast.show(words, isLost ? { action: 'Edit again', run: () => this.#on.edit(message, text) } : {});
    this.#on.say(words);
  }

  #undo(ref) {
    if (this.#on.discard(ref)) this.#on.say('Message restored.');
    else this.tell('Too late: the message is deleted.');
  }

  /** Whoever refuses it says so by `refused`. */
  async #try(sending, done) {
    if (!this.#on.isOpen()) this.#on.say('Kept here. It will be sent when the server is back.');
    await sending.then(() => this.#on.say(done), () => {});
  }

  async #pinned(ask) {
    this.#on.pinned(true);
    try {
      return await ask();
    } finally {
      this.#on.pinned(false);
    }
  }
}

import { copy } from './clipboard.js';
import { Deletions } from './deletions.js';
import { pickEmoji } from './emoji-picker.js';
import { openMenu } from './menu.js';
import { Place } from './place.js';
import { quickRow } from './quick-emoji.js';
import { sentence } from './sentence.js';
import { Toast } from './toast.js';

/** What people do with a message. */
export class MessageActions {
  #toast = new Toast();
  #deletions;
  #on;

  /** `on`: the `room(name)`, `say(text)` for those who do not see it, `reply(message)`, `edit(message)`, `pinned(isPinned)` while something hangs on a row, `next(message)` for the focus, and `changed()`. */
  constructor(on) {
    this.#on = on;
    this.#deletions = new Deletions({ toast: this.#toast, say: on.say, changed: on.changed });
  }

  /** A message as it is to be shown. */
  seen(message) {
    return this.#deletions.seen(message);
  }

  /** At the beginning of a client. */
  resume() {
    this.#deletions.resume(this.#on.room);
  }

  tell(text) {
    this.#toast.show(text);
    this.#on.say(text);
  }

  reply = message => this.#on.reply(message);

  react = (message, emoji, isOn = true) => this.#try(
    () => this.#on.room(message.room).react(message.offset, emoji, isOn), isOn ? `You reacted with ${emoji}` : `You took back ${emoji}`);

  pick = async (message, anchor) => {
    const emoji = await this.#pinned(() => pickEmoji(anchor));
    if (emoji) await this.react(message, emoji, !message.reactions.some(reaction => reaction.emoji === emoji && reaction.mine));
  };

  copyLink = async ({ room, offset }) => this.tell(await copy(new URL(Place.address(room, offset), document.baseURI).href) ? 'Link copied' : 'The browser did not let us copy');

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
    return this.#pinned(() => openMenu(anchor, all.filter(Boolean), 'Message actions', isTouch ? choose => quickRow(emoji => choose(() => this.react(message, emoji))) : undefined));
  };

  edit(message, text) {
    return this.#try(() => this.#on.room(message.room).edit(message.offset, text), 'Edit saved');
  }

  remove(message) {
    const byKeyboard = document.activeElement?.matches(':focus-visible');
    this.#deletions.begin(this.#on.room(message.room), message, error => this.#failed(error));
    if (byKeyboard) this.#toast.focus();
  }

  async #try(action, done) {
    try {
      await action();
      this.#on.say(done);
    } catch (error) {
      this.#failed(error);
    }
  }

  #failed(error) {
    if (error.code !== 'closed') this.tell(sentence(error, 'text'));
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

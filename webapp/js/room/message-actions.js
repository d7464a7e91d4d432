import { Emitter } from '../client/emitter.js';
import { NO_EMOJI } from '../compose/emoji-catalog.js';
import { pickEmoji } from '../compose/emoji-picker.js';
import { copy } from '../shell/clipboard.js';
import { errorText } from '../shell/error-text.js';
import { openMenu } from '../shell/menu.js';
import { Route } from '../shell/route.js';
import { quickReactions } from './quick-reactions.js';

const UNDO_WITHIN = 5_000;
const REFUSED = {
  edit: 'Could not save the edit.',
  delete: 'Could not delete the message.',
  react: 'Could not add the reaction.',
  unreact: 'Could not remove the reaction.',
  pin: 'Could not pin the message.',
  unpin: 'Could not unpin the message.',
  topic: 'Could not change the topic.',
};
/** A message's offset or, until it is sent, its ref. */
const placeOf = ({ offset, ref }) => offset || ref;

/**
 * What the user can do with a message. Emits `reply` with the `message`; `edit` with the `message`, and the `text` to
 * start with if it differs; `discarded`; and `fixed` with `isFixed` while something is open beside a row.
 */
export class MessageActions extends Emitter {
  #session;
  #notices;

  constructor(session, notices) {
    super();
    this.#session = session;
    this.#notices = notices;
  }

  reply = message => this.emit('reply', { message });

  edit = message => this.emit('edit', { message });

  retry = ref => this.#session.client.retry(ref);

  discard = ref => {
    this.#session.client.discard(ref);
    this.emit('discarded');
  };

  react = (message, emoji, isOn = true) =>
    this.#try(
      this.#room(message).react(placeOf(message), emoji, isOn),
      isOn ? `You reacted with ${emoji}` : `You removed ${emoji}`,
    );

  pick = async (message, anchor) => {
    const emoji = await this.#fixed(() => pickEmoji(anchor).catch(() => this.#notices.tell(NO_EMOJI)));
    if (emoji)
      await this.react(message, emoji, !message.reactions.some(reaction => reaction.emoji === emoji && reaction.mine));
  };

  pin = (message, isOn = true) => {
    const room = this.#room(message);
    const place = placeOf(message);
    return this.#try(isOn ? room.pin(place) : room.unpin(place), isOn ? 'Message pinned' : 'Message unpinned');
  };

  copyLink = ({ room, offset }) =>
    this.#copy(new URL(Route.address(room, offset), document.baseURI).href, 'Link copied');

  /** Opens the menu. On a touch screen it has everything that the tools offer elsewhere. */
  more = (message, anchor) => {
    const isTouch = matchMedia('(hover: none)').matches;
    const room = this.#room(message);
    const mayWrite = room.may('write');
    const deletes = message.mine ? mayWrite : room.may('moderate') && room.kind !== 'direct';
    const all = [
      isTouch && mayWrite && { icon: 'reply', text: 'Reply', run: () => this.reply(message) },
      isTouch && { icon: 'link', text: 'Copy link', run: () => this.copyLink(message) },
      { icon: 'copy', text: 'Copy text', run: () => this.#copy(message.text, 'Text copied') },
      room.may('arrange') && {
        icon: 'pin',
        text: message.pinned ? 'Unpin message' : 'Pin message',
        run: () => this.pin(message, !message.pinned),
      },
      message.mine && mayWrite && { icon: 'edit', text: 'Edit message', run: () => this.edit(message) },
      deletes && { icon: 'trash', text: 'Delete message', isDangerous: true, run: () => this.remove(message) },
    ];
    return this.#fixed(() =>
      openMenu(
        anchor,
        all.filter(Boolean),
        'Message actions',
        isTouch && mayWrite ? choose => quickReactions(emoji => choose(() => this.react(message, emoji))) : undefined,
      ),
    );
  };

  saveEdit(message, text) {
    return this.#try(this.#room(message).edit(placeOf(message), text), 'Edit saved');
  }

  remove(message) {
    const byKeyboard = document.activeElement?.matches(':focus-visible');
    const { ref } = this.#room(message).delete(placeOf(message), { after: UNDO_WITHIN });
    const action = { action: 'Undo', run: () => this.#undo(ref) };
    this.#notices.tell('Message deleted', {
      action,
      spoken: 'Message deleted. You can undo this for five seconds, with the button before the message box.',
    });
    if (byKeyboard) this.#notices.focus();
  }

  /** The server refused a change, and the page has undone it. `message`: its target, if known. */
  refused({ kind, text, error }, message) {
    const words = `${REFUSED[kind] ?? ''} ${errorText(error, kind === 'pin' ? kind : 'text')}`.trim();
    const isLost = kind === 'edit' && message && !message.deleted;
    this.#notices.tell(
      words,
      isLost ? { action: { action: 'Edit again', run: () => this.emit('edit', { message, text }) } } : {},
    );
  }

  #undo(ref) {
    if (this.#session.client.discard(ref)) this.#notices.say('Message restored.');
    else this.#notices.tell('Too late to undo: the message was deleted.');
  }

  #room(message) {
    return this.#session.client.room(message.room);
  }

  async #copy(text, done) {
    this.#notices.tell((await copy(text)) ? done : 'Could not copy: the browser blocked it.');
  }

  /** A refusal arrives as `refused`. */
  async #try(sending, done) {
    if (!this.#session.isOpen) this.#notices.say('Saved here. It will be sent when the server is back.');
    await sending.then(
      () => this.#notices.say(done),
      () => {},
    );
  }

  async #fixed(ask) {
    this.emit('fixed', { isFixed: true });
    try {
      return await ask();
    } finally {
      this.emit('fixed', { isFixed: false });
    }
  }
}

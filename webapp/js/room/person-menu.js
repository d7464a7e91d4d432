import { Emitter } from '../client/emitter.js';
import { isGuest } from '../client/guest.js';
import { includes, outranks } from '../client/rights.js';
import { avatar } from '../shell/avatar.js';
import { isDeleted } from '../shell/deleted-member.js';
import { errorText } from '../shell/error-text.js';
import { guestLabel } from '../shell/guest-label.js';
import { openMenu } from '../shell/menu.js';
import { html, nothing } from '../vendor.js';
import { addressChoice, durationChoice, reasonField } from './moderation-fields.js';
import { DURATIONS, roleLabel } from './roles.js';
import { Sheet } from '../shell/sheet.js';

/**
 * What we can do about a person: write to them and, according to our role, appoint, mute, remove or ban them. What was done
 * can be undone for a moment. Emits `direct` with the `person` to write to.
 */
export class PersonMenu extends Emitter {
  #session;
  #notices;

  constructor(session, notices) {
    super();
    this.#session = session;
    this.#notices = notices;
  }

  /** Opens the menu beside `anchor`. `talk`: the room where we have met them. */
  open(person, talk, anchor) {
    const { roster } = talk;
    const role = roster.roleOf(person);
    const label = roleLabel(role, roster.untilOf(person));
    const isMe = person.id === this.#session.me.id;
    const items = isMe ? [] : this.#items(person, role, talk, anchor);
    if (isDeleted(person) && !items.length) return undefined;
    return openMenu(
      anchor,
      items,
      `About ${person.name}`,
      () =>
        html`<div class="card">${avatar(person)}<p><b><bdi>${person.name}</bdi></b>${guestLabel(person)}${isMe ? html`<small>You</small>` : nothing}${label ? html`<small>${label}</small>` : nothing}</p></div>`,
    );
  }

  #items(person, role, talk, anchor) {
    const write = { icon: 'talk', text: 'Send message', run: () => this.emit('direct', { person }) };
    const isThere = talk.room.kind === 'direct' && talk.room.people.length === 2;
    return [...(isThere || isDeleted(person) ? [] : [write]), ...this.#moderation(person, role, talk, anchor)];
  }

  /** Nobody has a rank in a direct room. */
  #moderation(person, role, talk, anchor) {
    const { room } = talk;
    if (talk.isNowhere || room.kind === 'direct' || !outranks(room.role, role))
      return this.#invitation(person, role, talk);
    const set = (to, done) => () => this.#set(person, to, talk, { done: `${person.name} ${done}` });
    const isIn = includes(role, 'read');
    const isPrivate = room.kind === 'private';
    return [
      room.may('own') &&
        isIn &&
        role !== 'owner' && { icon: 'key', text: 'Make owner', run: set('owner', 'is an owner now') },
      room.may('own') &&
        isIn &&
        role !== 'moderator' && { icon: 'shield', text: 'Make moderator', run: set('moderator', 'is a moderator now') },
      ['owner', 'moderator'].includes(role) && {
        icon: 'person',
        text: 'Make member',
        run: set('member', 'is a member now'),
      },
      role === 'reader' && { icon: 'talk', text: 'Unmute', run: set('member', 'can write again') },
      isIn && role !== 'reader' && { icon: 'muted', text: 'Mute…', run: () => this.#mute(person, talk, anchor) },
      role === 'none' && isPrivate && { icon: 'person-add', text: 'Invite', run: set('member', 'was added') },
      isIn &&
        isPrivate && {
          icon: 'person-remove',
          text: 'Remove…',
          isDangerous: true,
          run: () => this.#remove(person, talk),
        },
      role === 'banned' && {
        icon: 'person-add',
        text: 'Lift ban',
        run: set(isPrivate ? 'none' : 'member', 'is no longer banned'),
      },
      role !== 'banned' && { icon: 'ban', text: 'Ban…', isDangerous: true, run: () => this.#ban(person, talk) },
    ].filter(Boolean);
  }

  /** Members can bring somebody back who wrote here and has left. */
  #invitation(person, role, talk) {
    const { room } = talk;
    const isOutside = !talk.isNowhere && room.kind === 'private' && talk.roster.isLoaded && role === 'none';
    if (!isOutside || !room.may('arrange')) return [];
    const done = `${person.name} was added`;
    return [{ icon: 'person-add', text: 'Invite', run: () => this.#set(person, 'member', talk, { done }) }];
  }

  #mute(person, talk, anchor) {
    const items = DURATIONS.filter(([, seconds]) => seconds === undefined || seconds <= 86_400).map(
      ([text, seconds]) => ({
        icon: 'clock',
        text: seconds ? `For ${text}` : text,
        run: () =>
          this.#set(person, 'reader', talk, {
            seconds,
            done: `${person.name} is muted${seconds ? ` for ${text}` : ''}`,
          }),
      }),
    );
    return openMenu(anchor, items, `Mute ${person.name}`);
  }

  #remove(person, talk) {
    const reason = reasonField();
    new Sheet({
      title: html`Remove <bdi>${person.name}</bdi>?`,
      about:
        'They can no longer read this room, and need an invitation to come back. Everybody in the room sees the reason.',
      content: () => reason.content,
      submit: 'Remove',
      isDangerous: true,
      run: () => this.#change(person, 'none', talk, { reason: reason.value, done: `${person.name} was removed` }),
    });
  }

  #ban(person, talk) {
    const reason = reasonField();
    const duration = durationChoice();
    const isPrivate = talk.room.kind === 'private';
    const address = !isPrivate && isGuest(person) ? addressChoice() : undefined;
    new Sheet({
      title: html`Ban <bdi>${person.name}</bdi>?`,
      about: isPrivate
        ? 'They can no longer read this room, and nobody can invite them. Everybody in the room sees the reason.'
        : 'They can no longer open this room. Everybody in the room sees the reason.',
      content: () => html`${duration.content}${reason.content}${address?.content ?? nothing}`,
      submit: 'Ban',
      isDangerous: true,
      run: () =>
        this.#change(person, 'banned', talk, {
          seconds: duration.value,
          reason: reason.value,
          address: address?.value,
          done: `${person.name} was banned`,
        }),
    });
  }

  async #set(person, role, talk, how) {
    try {
      await this.#change(person, role, talk, how);
    } catch (error) {
      this.#notices.tell(errorText(error, 'room action'));
    }
  }

  /** Rejects if the server refuses it. */
  async #change(person, role, { room, roster }, { seconds, reason, address, done }) {
    const before = roster.roleOf(person);
    await room.setRole(person, role, { seconds, reason, address });
    const undo = () =>
      room.setRole(person, before).then(
        () => this.#notices.say('Undone.'),
        error => this.#notices.tell(errorText(error, 'room action')),
      );
    this.#notices.tell(`${done}.`, { action: { action: 'Undo', run: undo } });
  }
}

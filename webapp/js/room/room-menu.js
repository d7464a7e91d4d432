import { Emitter } from '../client/emitter.js';
import { copy } from '../shell/clipboard.js';
import { day, full, time } from '../shell/dates.js';
import { errorText } from '../shell/error-text.js';
import { kit, NOT_LOADED } from '../shell/later.js';
import { openMenu } from '../shell/menu.js';
import { PeoplePicker } from '../shell/people-picker.js';
import { shownTitle } from '../shell/room-mark.js';
import { LOBBY, Route } from '../shell/route.js';
import { Sheet } from '../shell/sheet.js';
import { html } from '../vendor.js';
import { entryInWords } from './entry-words.js';
import { reasonField } from './moderation-fields.js';
import { PAUSES } from './roles.js';

const LONGEST_TITLE = 64;
const LONGEST_RULES = 4_000;

/** What can be done with the room on screen, according to our role. Emits `leave` with the `room`, `rules`, and `shortcuts`. */
export class RoomMenu extends Emitter {
  #button = document.getElementById('room-menu');
  #session;
  #notices;
  #people;
  #talk;

  /** `people`: the `KnownPeople` who can be invited. */
  constructor(session, notices, people) {
    super();
    this.#session = session;
    this.#notices = notices;
    this.#people = people;
    this.#button.addEventListener('click', () => this.#open());
  }

  show(talk) {
    this.#talk = talk;
    this.#button.hidden = talk.isNowhere;
  }

  /** Asks whom to invite. */
  invite() {
    const { room, roster } = this.#talk;
    const isOutside = person => roster.roleOf(person) === 'none';
    const invited = new Set();
    const place = document.createElement('div');
    const picker = new PeoplePicker(place, this.#people.all.filter(isOutside));
    new Sheet({
      title: html`Invite to <bdi>${shownTitle(room)}</bdi>`,
      about: 'They can read and write here.',
      content: () => place,
      submit: 'Invite',
      run: async () => {
        if (!picker.chosen.length) return 'Choose somebody first.';
        for (const person of picker.chosen) {
          if (!invited.has(person.id)) await room.invite(person);
          invited.add(person.id); // if another one fails, the next try goes on from here
        }
        return undefined;
      },
    });
    picker.focus();
  }

  #open() {
    const { room } = this.#talk;
    const isPrivate = room.kind === 'private';
    const isDirect = room.kind === 'direct';
    const moderates = room.may('moderate') && !isDirect;
    const items = [
      isPrivate && room.may('arrange') && { icon: 'person-add', text: 'Invite people…', run: () => this.invite() },
      moderates && { icon: 'edit', text: 'Rename…', run: () => this.#rename() },
      room.rulesAt
        ? { icon: 'list', text: 'Rules', run: () => this.emit('rules') }
        : moderates && { icon: 'list', text: 'Add rules…', run: () => this.editRules() },
      moderates && { icon: 'clock', text: 'Slow mode…', run: () => this.#slow() },
      moderates && { icon: 'shield', text: 'Audit log', run: () => this.#audit() },
      { icon: 'link', text: 'Copy link', run: () => this.#copyLink() },
      room.may('own') &&
        !isDirect &&
        !room.archived && { icon: 'archive', text: 'Archive…', run: () => this.#archive() },
      room.may('own') &&
        !isDirect &&
        room.archived && { icon: 'archive', text: 'Take out of the archive', run: () => this.#try(room.unarchive()) },
      { icon: 'list', text: 'Keyboard shortcuts', run: () => this.emit('shortcuts') },
      room.id !== LOBBY && this.#leaving(room, isDirect),
      room.may('own') &&
        !isDirect && { icon: 'trash', text: 'Delete room…', isDangerous: true, run: () => this.#delete() },
    ];
    return openMenu(this.#button, items.filter(Boolean), 'Room actions');
  }

  #leaving({ id }, isDirect) {
    return {
      icon: isDirect ? 'x' : 'leave',
      text: isDirect ? 'Close conversation' : 'Leave room',
      isDangerous: !isDirect,
      run: () => this.emit('leave', { room: id }),
    };
  }

  /** An empty name of a public room gives it back the one in its link. */
  #rename() {
    const { room } = this.#talk;
    const isPublic = room.kind === 'public';
    let title = room.title;
    const sheet = new Sheet({
      title: 'Rename room',
      about: isPublic ? html`Links to <bdi>${room.id}</bdi> keep working.` : undefined,
      content: () =>
        html`<label class="field">Name<input type="text" maxlength=${LONGEST_TITLE} .value=${title} @input=${event => (title = event.target.value)}></label>`,
      submit: 'Rename',
      run: async () => {
        if (!title.trim() && !isPublic) return 'Please enter a name.';
        if (title.trim() !== room.title) await room.setTitle(title.trim() === room.id ? '' : title.trim());
        return undefined;
      },
    });
    sheet.element.querySelector('input').select();
  }

  async editRules() {
    const { room } = this.#talk;
    const before = await room.rules().catch(error => this.#notices.tell(errorText(error, 'room action')));
    if (before === undefined) return;
    let rules = before;
    const sheet = new Sheet({
      title: 'Rules of this room',
      about: 'New members see them first. You can use the same formatting as in messages.',
      content: () =>
        html`<label class="field">Rules<textarea rows="8" maxlength=${LONGEST_RULES} .value=${rules} @input=${event => (rules = event.target.value)}></textarea></label>`,
      submit: 'Save',
      run: async () => {
        if (rules.trim() !== before) await room.setRules(rules.trim());
        return undefined;
      },
    });
    sheet.element.querySelector('textarea').focus();
  }

  /** Nobody deletes a room by a slip of the finger. */
  #delete() {
    const { room } = this.#talk;
    const name = shownTitle(room);
    let typed = '';
    const reason = reasonField();
    const sheet = new Sheet({
      title: html`Delete <bdi>${name}</bdi>?`,
      about: 'All messages are deleted for everybody. This cannot be undone. Everybody in the room sees the reason.',
      content: () =>
        html`<label class="field"><span>Type <b><bdi>${name}</bdi></b> to confirm</span><input type="text" autocapitalize="off" spellcheck="false" .value=${typed} @input=${event => enter(event.target.value)}></label>${reason.content}`,
      submit: 'Delete room',
      isDangerous: true,
      run: async () => {
        if (typed.trim().toLowerCase() !== name.trim().toLowerCase()) return 'This is not the name of the room.';
        await room.deleteRoom({ reason: reason.value });
        return undefined;
      },
    });
    const enter = value => {
      typed = value;
      sheet.complain('');
    };
  }

  async #audit() {
    const talk = this.#talk;
    try {
      const { AuditSheet } = await import('./audit-sheet.js');
      new AuditSheet({ ...kit, day, full, time, entryInWords }, talk, this.#session);
    } catch {
      this.#notices.tell(NOT_LOADED);
    }
  }

  #slow() {
    const { room } = this.#talk;
    const items = PAUSES.map(([text, seconds]) => ({
      icon: seconds === room.slowMode ? 'check' : 'none',
      text,
      isChecked: seconds === room.slowMode,
      run: () => this.#try(room.setSlowMode(seconds)),
    }));
    return openMenu(
      this.#button,
      items,
      'Slow mode: one message every',
      () => html`<p class="menu-h">Everybody but moderators may write one message every</p>`,
    );
  }

  #archive() {
    const { room } = this.#talk;
    new Sheet({
      title: html`Archive <bdi>${shownTitle(room)}</bdi>?`,
      about: 'Everybody can still read it, but nobody can write. An owner can take it out of the archive again.',
      submit: 'Archive',
      run: () => room.archive(),
    });
  }

  async #copyLink() {
    const link = new URL(Route.address(this.#talk.room.id), document.baseURI).href;
    this.#notices.tell((await copy(link)) ? 'Link copied' : 'Could not copy: the browser blocked it.');
  }

  async #try(doing) {
    await doing.catch(error => this.#notices.tell(errorText(error, 'room action')));
  }
}

import { Emitter } from '../client/emitter.js';
import { day, sameDay } from '../shell/dates.js';
import { icon } from '../shell/icon.js';
import { shownTitle } from '../shell/room-mark.js';
import { guard, html, nothing, render, repeat } from '../vendor.js';
import { ActiveMessage } from './active-message.js';
import { ArrowKeys } from './arrow-keys.js';
import { Folds } from './folds.js';
import { LaidRows } from './laid-rows.js';
import { isContinued, messageRow, plainRow } from './message-row.js';
import { placeTools } from './message-tools.js';
import { noRoom } from './no-room.js';
import { Scroll } from './scroll.js';
import { inRuns, systemLine, systemRun } from './system-lines.js';

const ABOVE = { beginning: 'This is the beginning', gone: 'Earlier messages are no longer on the server' };
/** In a room by invitation they may be there, but not for newcomers. */
const UNAVAILABLE = 'Earlier messages are not available';
const MANY = 100;

/** A notice, or many in a row. */
function notices(each, me) {
  if (Array.isArray(each))
    return systemRun(
      each.map(({ notice }) => notice),
      me,
    );
  return each.notice.entry ? systemLine(each.notice, me) : noticeRow(each.notice);
}

const noticeRow = ({ name, what, other }) =>
  html`<li class="notice"><bdi>${name}</bdi> ${what}${other ? html` <bdi>${other}</bdi>` : nothing}</li>`;

/**
 * The messages of the room on screen, and the buttons that lead to the newest. Emits `scrolled` when the end comes into
 * or goes out of sight, `latest` to go to the newest message, `go` to the message `at` an offset, `person` with a `person`
 * and the `anchor` for what can be done, `create` for a missing `room`, `lobby`, `browse`, `changed` when the rows must be
 * drawn again, and `escape` when the user leaves it by keyboard.
 */
export class Log extends Emitter {
  #element = document.getElementById('log');
  #latest = document.getElementById('latest');
  #news = document.getElementById('news');
  #actions;
  #laid = new LaidRows(this.#element); // before `Folds`, which measures
  #folds;
  #scroll;
  #active;
  #talk;
  #me;
  #first;
  #visit;
  #isWhole = true;
  #open;
  #loadsItself = false;

  /** `actions`: the `MessageActions` that the rows offer. */
  constructor(actions) {
    super();
    this.#actions = actions;
    this.#folds = new Folds(this.#element, () => this.#scroll.stay());
    new ResizeObserver(() => this.#folds.measure()).observe(this.#element); // before `Scroll` observes it
    this.#scroll = new Scroll(this.#element, () => this.emit('scrolled'));
    this.#active = new ActiveMessage(this.#element, {
      moved: () => this.emit('changed'),
      long: (offset, row) => this.#long(offset, row),
    });
    new ArrowKeys(this.#element, () => this.emit('escape'));
    this.#element.addEventListener('click', event => this.#clicked(event));
    this.#element.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    this.#news.addEventListener('click', () => this.#talk.goToNew());
    this.#latest.addEventListener('click', () => {
      this.emit('latest');
      this.#element.focus();
    });
  }

  /** Whether the newest message is in sight. */
  get atEnd() {
    return this.#scroll.atEnd && this.#isWhole && this.#element.clientHeight > 0;
  }

  toEnd() {
    this.#scroll.toEnd();
  }

  /** Keeps the tools where they are. */
  fix(isFixed) {
    this.#active.isFixed = isFixed;
  }

  /** `editing`: the offset of the message being edited. */
  show(talk, { open, me, editing }) {
    const { first, isLive } = talk.timeline;
    const show = () => {
      render(this.#content(talk, { open, me, editing }), this.#element);
      this.#laid.drawn();
      this.#folds.measure();
    };
    const hadFocus = this.#element.contains(document.activeElement);
    if (talk !== this.#talk) {
      this.#scroll.atEnd = true;
      this.#visit = undefined;
    }
    const stays = (this.#scroll.isWhole && isLive && this.#scroll.atEnd) || talk !== this.#talk;
    if (first !== this.#first && !stays) this.#scroll.hold(show);
    else show();
    this.#scroll.isWhole = this.#isWhole = isLive && !(talk.target && talk.isFound === undefined);
    this.#talk = talk;
    this.#me = me;
    this.#first = first;
    this.#open = open;
    if (hadFocus && !this.#element.contains(document.activeElement)) this.#element.focus({ preventScroll: true }); // the focused button is gone
    this.#showLatest(talk.room.unread);
    this.#toTarget(talk);
    this.#scroll.keep();
    placeTools(this.#element);
    this.#showNews();
    this.#loadsItself = talk.loadsItself;
    this.#load();
  }

  /** Scrolls to the message in the address, once. */
  #toTarget({ target, isFound, visit }) {
    if (visit === this.#visit || (target && isFound === undefined)) return;
    this.#visit = visit;
    if (visit?.isNew) return this.#toNew();
    const row = isFound && this.#element.querySelector(`article[data-offset="${target}"]`);
    if (!row) return;
    this.#scroll.toMiddle(row);
    this.#active.focus(row);
  }

  #toNew() {
    const row = this.#element.querySelector('.new');
    if (!row) return;
    this.#scroll.toMiddle(row);
    const next = row.nextElementSibling.querySelector('article');
    if (next) this.#active.focus(next);
  }

  /** Offers to go up to the new messages until the first has been in sight. */
  #showNews() {
    if (!this.#talk) return;
    const { divider, newCount, isNewSeen, timeline } = this.#talk;
    const row = this.#element.querySelector('.new');
    const isAbove =
      divider !== undefined &&
      newCount &&
      (row ? row.getBoundingClientRect().bottom < this.#element.getBoundingClientRect().top : timeline.first > divider);
    if (row && !isAbove) this.#talk.isNewSeen = true;
    this.#news.hidden = !isAbove || isNewSeen || this.#talk.target !== undefined;
    if (!this.#news.hidden) render(html`${icon('up')}${this.#many(newCount)} above`, this.#news);
  }

  #many(count) {
    return count === 1 ? '1 new message' : `${count >= MANY ? `${MANY - 1}+` : count} new messages`;
  }

  /** At every step: messages added since the last one may have moved the ends away, and they may be near again. */
  #scrolled() {
    if (!this.#talk) return;
    placeTools(this.#element);
    this.#showNews();
    this.#load();
  }

  /** Loads more if an end of what was last drawn is near. */
  #load() {
    const { timeline, hasHistory } = this.#talk;
    if (!this.#open || !this.#loadsItself || !hasHistory) return;
    if (this.#scroll.atTop && timeline.above === 'more') this.#talk.loadOlder();
    if (this.#scroll.atBottom && timeline.newer) this.#talk.loadNewer();
  }

  #content(talk, how) {
    if (talk.isNowhere)
      return noRoom(talk, {
        create: () => this.emit('create', { room: talk.room.id }),
        lobby: () => this.emit('lobby'),
        browse: () => this.emit('browse'),
      });
    if (talk.timeline.isEmpty || (talk.target && talk.isFound === undefined)) return this.#empty(talk);
    return html`<ol aria-describedby="log-help">${repeat(
      this.#rows(talk, how),
      ({ key }) => key,
      ({ row }) => row,
    )}</ol>`;
  }

  #empty({ room, timeline }) {
    const title = html`<bdi>${shownTitle(room)}</bdi>`;
    if (!room.position || !timeline.isEmpty) return html`<p class="empty quiet">Opening ${title}…</p>`;
    if (room.kind === 'direct')
      return html`<p class="empty"><b>No messages yet.</b> Write the first one to ${title}.</p>`;
    return html`<p class="empty"><b>No messages yet.</b> Write the first one in ${title}.</p>`;
  }

  #rows(talk, how) {
    const rows = [];
    let before, date;
    let isNew = talk.divider === undefined;
    rows.push({ key: 'above', row: this.#above(talk) });
    for (const each of inRuns(talk.timeline.entries)) {
      const { key, message, notice } = Array.isArray(each) ? each[0] : each;
      const { at } = message ?? notice;
      if (!sameDay(date, at)) {
        rows.push({ key: `d${key}`, row: html`<li class="day"><span>${day(at)}</span></li>` });
        before = undefined;
      }
      if (!isNew && message && !message.mine && message.offset > talk.divider) {
        if (rows.length > 2 || talk.timeline.above !== 'more')
          rows.push({ key: 'new', row: html`<li class="new"><span>New</span></li>` });
        isNew = true;
        before = undefined;
      }
      rows.push({ key, row: message ? this.#messageRow(message, before, talk, how) : notices(each, how.me) });
      date = at;
      before = message;
    }
    rows.push({ key: 'below', row: this.#below(talk) });
    return rows;
  }

  #above({ timeline: { above }, hasHistory }) {
    if (above === 'more' && hasHistory)
      return html`<li class="notice above"><button type="button" class="lnk" @click=${() => this.#talk.loadOlder()}>Load earlier messages</button></li>`;
    if (above === 'gone' && this.#talk.room.kind === 'private')
      return html`<li class="notice above">${UNAVAILABLE}</li>`;
    return ABOVE[above] ? html`<li class="notice above">${ABOVE[above]}</li>` : nothing;
  }

  #below({ timeline: { newer } }) {
    return newer
      ? html`<li class="notice above"><button type="button" class="lnk" @click=${() => this.#talk.loadNewer()}>Load later messages</button></li>`
      : nothing;
  }

  /** Messages are immutable, so most rows need no drawing when one is added. */
  #messageRow(message, before, talk, { open, me, editing }) {
    const { offset, replyTo } = message;
    const shown = talk.preview(message);
    const continued = isContinued(message, before);
    const quoted = replyTo && talk.quoted(replyTo);
    const answered = quoted && talk.preview(quoted);
    const isActive = offset === this.#active.offset;
    const isTarget = offset === talk.target;
    const isEdited = offset === editing;
    const mayWrite = talk.room.may('write');
    const isSlow = message.state === 'queued' && talk.slowUntil > Date.now();
    return guard([shown, continued, open, answered, isActive, isTarget, isEdited, mayWrite, isSlow, me?.id], () => {
      try {
        return messageRow(shown, {
          continued,
          open,
          answered,
          isActive,
          isTarget,
          isEdited,
          mayWrite,
          isSlow,
          me,
          actions: this.#actions,
        });
      } catch (error) {
        reportError(error); // one broken row must not break the others
        return plainRow(shown);
      }
    });
  }

  #showLatest(unread) {
    this.#latest.hidden = this.atEnd;
    render(html`${icon('down')}${unread ? this.#many(unread) : 'Jump to latest'}`, this.#latest);
  }

  #long(offset, row) {
    const message = this.#talk.timeline.find(offset);
    const shown = message && this.#talk.preview(message);
    if (shown && !shown.deleted) this.#actions.more(shown, row);
  }

  #clicked(event) {
    this.#personClicked(event.target);
    const link = event.target.closest('a[data-at]');
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    this.emit('go', { at: Number(link.dataset.at) });
  }

  /** On an author or a mention, except of ourselves. */
  #personClicked(target) {
    const face = target.closest('.m .a, .m > .av');
    const named = target.closest('a') ? null : target.closest('.at[data-members]');
    const person = face ? this.#authorOf(face.closest('article')) : named && this.#personNamed(named);
    if (person && person.id !== this.#me.id) this.emit('person', { person, anchor: face ?? named });
  }

  #authorOf({ dataset: { offset } }) {
    return offset && this.#talk.timeline.find(Number(offset))?.author;
  }

  #personNamed({ dataset: { members }, textContent }) {
    const [id] = members.split(' ');
    return this.#talk.personOf(id) ?? { id, name: textContent.slice(1) };
  }
}

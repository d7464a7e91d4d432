import { day, sameDay } from '../shell/dates.js';
import { errorText } from '../shell/error-text.js';
import { icon } from '../shell/icon.js';
import { guard, html, nothing, render, repeat } from '../vendor.js';
import { ActiveMessage } from './active-message.js';
import { ArrowKeys } from './arrow-keys.js';
import { Folds } from './folds.js';
import { goesOn, messageRow, plainRow } from './message-row.js';
import { Scroll } from './scroll.js';

const ABOVE = { beginning: 'This is the beginning', gone: 'What was said before is no longer on the server' };
const MANY = 100;

const noticeRow = ({ name, what, other }) => html`<li class="notice"><bdi>${name}</bdi> ${what}${other ? html` <bdi>${other}</bdi>` : nothing}</li>`;

/** The messages of the room that is open, and the way back to the newest. */
export class Log {
  #element = document.getElementById('log');
  #latest = document.getElementById('latest');
  #news = document.getElementById('news');
  #actions;
  #folds;
  #scroll;
  #pointing;
  #talk;
  #first;
  #visit;
  #isWhole = true;
  #open;
  #loadsItself = false;

  /**
   * `actions`: what a message offers, `retry(ref)`, `discard(ref)`, `react(message, emoji, on)`, `pick(message, anchor)`, `reply(message)`, `copyLink(message)` and `more(message, anchor)`, and for
   * one that waits `edit(message)` and `remove(message)`; `moved()` is called when the end comes into sight or goes out of it, `elder()` and `newer()` when other messages are asked for or nearly in sight, `latest()` for
   * the newest, `go(offset)` to a message, `create(room)` and `lobby()` where there is no such room, `changed()` when the rows have to be looked at again, and `left()` when the reader wants to write.
   */
  constructor(actions) {
    this.#actions = actions;
    this.#folds = new Folds(this.#element, () => this.#scroll.stay());
    new ResizeObserver(() => this.#folds.measure()).observe(this.#element); // before what keeps to the end
    this.#scroll = new Scroll(this.#element, () => this.#moved());
    this.#pointing = new ActiveMessage(this.#element, { moved: actions.changed, long: (offset, row) => this.#long(offset, row) });
    new ArrowKeys(this.#element, actions.left);
    this.#element.addEventListener('click', event => this.#clicked(event));
    this.#element.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    this.#news.addEventListener('click', () => this.#talk.goToNew());
    this.#latest.addEventListener('click', () => {
      actions.latest();
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

  pin(isPinned) {
    this.#pointing.isPinned = isPinned;
  }

  /** `editing`: the offset of the message that is in the message box. */
  show(talk, { open, me, editing }) {
    const { first, isLive } = talk.timeline;
    const show = () => {
      render(this.#content(talk, { open, me, editing }), this.#element);
      this.#folds.measure();
    };
    const hadFocus = this.#element.contains(document.activeElement);
    if (talk !== this.#talk) {
      this.#scroll.atEnd = true;
      this.#visit = undefined;
    }
    const stays = this.#scroll.isWhole && isLive && this.#scroll.atEnd || talk !== this.#talk;
    if (first !== this.#first && !stays) this.#scroll.hold(show);
    else show();
    this.#scroll.isWhole = this.#isWhole = isLive && !(talk.target && talk.isFound === undefined);
    this.#talk = talk;
    this.#first = first;
    this.#open = open;
    if (hadFocus && !this.#element.contains(document.activeElement)) this.#element.focus({ preventScroll: true }); // the button has done its last
    this.#placeTools();
    this.#showLatest(talk.room.unread);
    this.#toTarget(talk);
    this.#scroll.keep();
    this.#showNews();
    this.#loadsItself = talk.loadsItself;
    this.#load();
  }

  /** Above a message, or below it where they would be cut. */
  #placeTools() {
    const tools = this.#element.querySelector('.tools');
    if (!tools) return;
    tools.classList.remove('below');
    tools.classList.toggle('below', tools.getBoundingClientRect().top < this.#element.getBoundingClientRect().top);
  }

  /** To where the address points, once. */
  #toTarget({ target, isFound, visit }) {
    if (visit === this.#visit || target && isFound === undefined) return;
    this.#visit = visit;
    if (visit?.isNew) return this.#toNew();
    const row = isFound && this.#element.querySelector(`article[data-offset="${target}"]`);
    if (!row) return;
    this.#scroll.toMiddle(row);
    this.#pointing.focus(row);
  }

  #toNew() {
    const row = this.#element.querySelector('.new');
    if (!row) return;
    this.#scroll.toMiddle(row);
    const next = row.nextElementSibling.querySelector('article');
    if (next) this.#pointing.focus(next);
  }

  /** The way up to where the new messages begin, until one was there. */
  #showNews() {
    if (!this.#talk) return;
    const { divider, newCount, isNewSeen, timeline } = this.#talk;
    const row = this.#element.querySelector('.new');
    const isAbove = divider !== undefined && newCount && (row ? row.getBoundingClientRect().bottom < this.#element.getBoundingClientRect().top : timeline.first > divider);
    if (row && !isAbove) this.#talk.isNewSeen = true;
    this.#news.hidden = !isAbove || isNewSeen || this.#talk.target !== undefined;
    if (!this.#news.hidden) render(html`${icon('up')}${this.#many(newCount)} above`, this.#news);
  }

  #many(count) {
    return count === 1 ? '1 new message' : `${count >= MANY ? `${MANY - 1}+` : count} new messages`;
  }

  #moved() {
    this.#actions.moved();
  }

  /** At every step: what was put in since the last one may have moved the ends away, and they are near again. */
  #scrolled() {
    if (!this.#talk) return;
    this.#showNews();
    this.#load();
  }

  /** As of what is shown: where it is scrolled to says nothing of what has come since. */
  #load() {
    const { timeline, hasHistory } = this.#talk;
    if (!this.#open || !this.#loadsItself || !hasHistory) return;
    if (this.#scroll.atTop && timeline.above === 'more') this.#actions.elder();
    if (this.#scroll.atBottom && timeline.newer) this.#actions.newer();
  }

  #content(talk, how) {
    if (talk.isMissing) return this.#missing(talk);
    if (talk.error) return html`<p class="empty"><b>This room cannot be opened.</b> ${errorText(talk.error, 'room')}</p>`;
    if (talk.timeline.isEmpty || talk.target && talk.isFound === undefined) return this.#empty(talk);
    return html`<ol aria-describedby="log-help">${repeat(this.#rows(talk, how), ({ key }) => key, ({ row }) => row)}</ol>`;
  }

  /** Who follows a mistyped link makes no room by it. */
  #missing({ room }) {
    return html`<div class="empty missing"><p><b>There is no room <bdi>${room.id}</bdi>.</b> Check the link, or create the room.</p>
      <p><button type="button" class="btn main" @click=${() => this.#actions.create(room.id)}>Create <bdi>${room.id}</bdi></button>
      <button type="button" class="btn" @click=${this.#actions.lobby}>Go to the lobby</button></p></div>`;
  }

  #empty({ room, timeline }) {
    if (!room.position || !timeline.isEmpty) return html`<p class="empty quiet">Opening <bdi>${room.id}</bdi>…</p>`;
    return html`<p class="empty"><b>Nothing was said here yet.</b> The first word in <bdi>${room.id}</bdi> is yours.</p>`;
  }

  #rows(talk, how) {
    const rows = [];
    let before, date;
    let isNew = talk.divider === undefined;
    rows.push({ key: 'above', row: this.#above(talk) });
    for (const { key, message, notice } of talk.timeline.entries) {
      const { at } = message ?? notice;
      if (!sameDay(date, at)) {
        rows.push({ key: `d${key}`, row: html`<li class="day"><span>${day(at)}</span></li>` });
        before = undefined;
      }
      if (!isNew && message && !message.mine && message.offset > talk.divider) {
        if (rows.length > 2 || talk.timeline.above !== 'more') rows.push({ key: 'new', row: html`<li class="new"><span>New</span></li>` });
        isNew = true;
        before = undefined;
      }
      rows.push({ key, row: message ? this.#messageRow(message, before, talk, how) : noticeRow(notice) });
      date = at;
      before = message;
    }
    rows.push({ key: 'below', row: this.#below(talk) });
    return rows;
  }

  #above({ timeline: { above }, hasHistory }) {
    if (above === 'more' && hasHistory) return html`<li class="notice above"><button type="button" class="lnk" @click=${this.#actions.elder}>Load earlier messages</button></li>`;
    return ABOVE[above] ? html`<li class="notice above">${ABOVE[above]}</li>` : nothing;
  }

  #below({ timeline: { newer } }) {
    return newer ? html`<li class="notice above"><button type="button" class="lnk" @click=${this.#actions.newer}>Load later messages</button></li>` : nothing;
  }

  /** A message never changes, so most of the rows need no look when one is added. */
  #messageRow(message, before, talk, { open, me, editing }) {
    const { offset, replyTo } = message;
    const shown = talk.seen(message);
    const continued = goesOn(message, before);
    const quoted = replyTo && talk.quoted(replyTo);
    const answered = quoted && talk.seen(quoted);
    const isActive = offset === this.#pointing.offset;
    const isTarget = offset === talk.target;
    const isEdited = offset === editing;
    return guard([shown, continued, open, answered, isActive, isTarget, isEdited, me?.id], () => {
      try {
        return messageRow(shown, { continued, open, answered, isActive, isTarget, isEdited, me, actions: this.#actions });
      } catch (error) {
        reportError(error); // one row that cannot be made must not take the others with it
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
    const shown = message && this.#talk.seen(message);
    if (shown && !shown.deleted) this.#actions.more(shown, row);
  }

  #clicked(event) {
    const link = event.target.closest('a[data-at]');
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    this.#actions.go(Number(link.dataset.at));
  }
}

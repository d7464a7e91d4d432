import { day, sameDay } from './clock.js';
import { icon } from './icon.js';
import { mentions } from './mentions.js';
import { goesOn, messageRow } from './message.js';
import { Scroll } from './scroll.js';
import { sentence } from './sentence.js';
import { guard, html, nothing, render, repeat } from './vendor.js';

const ABOVE = { beginning: 'This is the beginning', gone: 'What was said before is no longer on the server' };

const noticeRow = ({ name, what }) => html`<li class="notice"><bdi>${name}</bdi> ${what}</li>`;

/** The messages of the room that is open, and the way back to the newest. */
export class Log {
  #element = document.getElementById('log');
  #latest = document.getElementById('latest');
  #actions;
  #scroll;
  #talk;
  #first;
  #open;
  #loadsItself = false;

  /**
   * `actions`: what a failed message offers, `retry(ref)` and `discard(ref)`; `seen()` is called when the end comes into sight, `elder()` when earlier messages
   * are asked for or nearly in sight.
   */
  constructor(actions) {
    this.#actions = actions;
    this.#scroll = new Scroll(this.#element, () => this.#moved());
    this.#latest.addEventListener('click', () => {
      this.#scroll.toEnd();
      actions.seen();
      this.#element.focus();
    });
  }

  get atEnd() {
    return this.#scroll.atEnd;
  }

  toEnd() {
    this.#scroll.toEnd();
  }

  show(talk, open) {
    const { first } = talk.timeline;
    const show = () => render(this.#content(talk, open), this.#element);
    const hadFocus = this.#element.contains(document.activeElement);
    if (talk !== this.#talk) this.#scroll.atEnd = true;
    if (first < this.#first && !this.#scroll.atEnd) this.#scroll.hold(show);
    else show();
    this.#talk = talk;
    this.#first = first;
    this.#open = open;
    if (hadFocus && !this.#element.contains(document.activeElement)) this.#element.focus({ preventScroll: true }); // the button has done its last
    this.#showLatest(talk.unread);
    this.#scroll.keep();
    this.#loadsItself = talk.loadsItself;
    this.#loadElder();
  }

  #moved() {
    if (this.#scroll.atEnd) this.#actions.seen();
    this.#loadElder();
  }

  /** As of what is shown: where it is scrolled to says nothing of what has come since. */
  #loadElder() {
    if (this.#open && this.#scroll.atTop && this.#talk.timeline.above === 'more' && this.#loadsItself) this.#actions.elder();
  }

  #content(talk, open) {
    if (talk.error) return html`<p class="empty"><b>This room cannot be opened.</b> ${sentence(talk.error, 'room')}</p>`;
    if (talk.timeline.isEmpty) return this.#empty(talk);
    return html`<ol>${repeat(this.#rows(talk, open), ({ key }) => key, ({ row }) => row)}</ol>`;
  }

  #empty({ room }) {
    if (!room.position) return html`<p class="empty quiet">Opening ${room.id}…</p>`;
    return html`<p class="empty"><b>Nothing was said here yet.</b> The first word in ${room.id} is yours.</p>`;
  }

  #rows(talk, open) {
    const rows = [];
    let before, date;
    rows.push({ key: 'above', row: this.#above(talk) });
    for (const { key, message, notice } of talk.timeline.entries) {
      const { at } = message ?? notice;
      if (!sameDay(date, at)) {
        rows.push({ key: `d${key}`, row: html`<li class="day"><span>${day(at)}</span></li>` });
        before = undefined;
      }
      rows.push({ key, row: message ? this.#messageRow(message, goesOn(message, before), open) : noticeRow(notice) });
      date = at;
      before = message;
    }
    return rows;
  }

  #above({ timeline: { above }, hasHistory }) {
    if (above === 'more' && hasHistory) return html`<li class="notice above"><button type="button" class="lnk" @click=${this.#actions.elder}>Load earlier messages</button></li>`;
    return ABOVE[above] ? html`<li class="notice above">${ABOVE[above]}</li>` : nothing;
  }

  /** A message never changes, so most of the rows need no look when one is added. */
  #messageRow(message, continued, open) {
    return guard([message, continued, open, mentions.version], () => messageRow(message, { ...this.#actions, continued, open }));
  }

  #showLatest(unread) {
    const many = unread === 1 ? '1 new message' : `${unread} new messages`;
    this.#latest.hidden = this.#scroll.atEnd && !unread;
    render(html`${icon('down')}${unread ? many : 'Newest messages'}`, this.#latest);
  }
}

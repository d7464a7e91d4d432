import { day, sameDay } from './clock.js';
import { icon } from './icon.js';
import { goesOn, messageRow } from './message.js';
import { Scroll } from './scroll.js';
import { sentence } from './sentence.js';
import { guard, html, render, repeat } from './vendor.js';

const ABOVE = { hidden: 'Earlier messages are not shown', gone: 'What was said before is no longer on the server' };

const noticeRow = ({ name, what }) => html`<li class="notice"><bdi>${name}</bdi> ${what}</li>`;

/** The messages of the room that is open, and the way back to the newest. */
export class Log {
  #element = document.getElementById('log');
  #latest = document.getElementById('latest');
  #actions;
  #scroll;
  #talk;

  /** `actions`: what a failed message offers, `retry(ref)` and `discard(ref)`; `seen()` is called when the end comes into sight. */
  constructor(actions) {
    this.#actions = actions;
    this.#scroll = new Scroll(this.#element, () => this.#scroll.atEnd && actions.seen());
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
    if (talk !== this.#talk) this.#scroll.atEnd = true;
    this.#talk = talk;
    render(this.#content(talk, open), this.#element);
    this.#showLatest(talk.unread);
    this.#scroll.keep();
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
    const above = ABOVE[talk.timeline.above];
    let before, date;
    if (above) rows.push({ key: 'above', row: html`<li class="notice above">${above}</li>` });
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

  /** A message never changes, so most of the rows need no look when one is added. */
  #messageRow(message, continued, open) {
    return guard([message, continued, open], () => messageRow(message, { ...this.#actions, continued, open }));
  }

  #showLatest(unread) {
    const many = unread === 1 ? '1 new message' : `${unread} new messages`;
    this.#latest.hidden = this.#scroll.atEnd && !unread;
    render(html`${icon('down')}${unread ? many : 'Newest messages'}`, this.#latest);
  }
}

import { html } from '../vendor.js';
import { avatar } from './avatar.js';
import { day, full, time } from './dates.js';
import { icon } from './icon.js';
import { Route } from './route.js';

const BEFORE = 60;

/** The text with its matches marked. A long text starts shortly before the first match. */
function marked(text, marks) {
  const begin = marks.length && marks[0].start > 2 * BEFORE ? text.indexOf(' ', marks[0].start - BEFORE) + 1 : 0;
  const parts = begin ? ['… '] : [];
  let end = begin;
  for (const { start, end: stop } of marks) {
    if (start < end) continue;
    parts.push(text.slice(end, start), html`<mark>${text.slice(start, stop)}</mark>`);
    end = stop;
  }
  return [...parts, text.slice(end)];
}

/** A search result: who wrote it, where and when. */
export function hitRow({ message, marks }) {
  const { room, offset, author, mine, at, text } = message;
  return html`<li><a class="hit" href=${Route.address(room, offset)} data-room=${room} data-at=${offset}>
    <span class="hit-w">${icon('hash')}<span title=${room}><bdi>${room}</bdi></span><time datetime=${at.toISOString()} title=${full(at)}>${day(at)}, ${time(at)}</time></span>
    <span class="hit-a">${avatar(author, 'xs')}<b title=${author.name}><bdi>${mine ? 'You' : author.name}</bdi></b></span>
    <span class="hit-t" dir="auto">${marked(text, marks)}</span></a></li>`;
}

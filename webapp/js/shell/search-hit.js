import { matchesIn } from '../text/matches.js';
import { guard, html } from '../vendor.js';
import { avatar } from './avatar.js';
import { day, full, time } from './dates.js';
import { guestLabel, nameInWords } from './guest-label.js';
import { roomMark, shownTitle } from './room-mark.js';
import { Route } from './route.js';

const BEFORE = 60;
const LINES = 2;

/**
 * The text without formatting, with its matches marked. A long text starts shortly before the first match, because only
 * four lines are shown.
 */
function marked(text, marks) {
  const [first, ...others] = matchesIn(text, marks);
  const parts = first.isMatch || !others.length ? [first] : [{ text: ending(first.text) }];
  return [...parts, ...others].map(part => (part.isMatch ? html`<mark>${part.text}</mark>` : part.text));
}

/** What precedes the first match: at most two lines, and of a long one its end, from a space if there is one near. */
function ending(text) {
  const lines = text.split('\n').slice(-LINES).join('\n');
  if (lines.length <= 2 * BEFORE) return lines === text ? text : `… ${lines}`;
  const end = lines.slice(-BEFORE).replace(/^\p{Cs}/u, '');
  const space = end.indexOf(' ');
  return `… ${space < BEFORE / 2 ? end.slice(space + 1) : end}`;
}

/** A search result: who wrote it, where and when. `place`: what is known of its room. */
export function hitRow({ message, title, marks }, known, me) {
  const place = title ? { ...known, title } : known;
  const { room, offset, author, mine, at, text } = message;
  return html`<li><a class="hit" href=${Route.address(room, offset)} data-room=${room} data-at=${offset}>
    <span class="hit-w">${roomMark(place, me)}<span title=${shownTitle(place)}><bdi>${shownTitle(place)}</bdi></span><time datetime=${at.toISOString()} title=${full(at)}>${day(at)}, ${time(at)}</time></span>
    <span class="hit-a">${avatar(author, 'xs')}<b title=${nameInWords(author)}><bdi>${mine ? 'You' : author.name}</bdi>${guestLabel(author)}</b></span>
    <span class="hit-t" dir="auto">${guard([marks], () => marked(text, marks))}</span></a></li>`;
}

import { icon } from '../shell/icon.js';
import { Route } from '../shell/route.js';
import { plainText } from '../text/markdown.js';
import { html, nothing } from '../vendor.js';

const LONGEST = 140;

/** As much of a text as fits into a line, as it is shown and without what makes it bold, a list or code. */
export function firstLine(text) {
  const line = plainText(text).trimStart().split('\n', 1)[0];
  return line.length > LONGEST ? `${line.slice(0, LONGEST).trimEnd()}…` : line;
}

/** What a message answers: `answered` is that message, `undefined` while it is on its way, `null` where there is none any more. A click goes there. */
export function quote({ room, replyTo }, answered, isActive) {
  const words = answered === undefined ? html`<span class="q-t">…</span>` : !answered ? html`<em>A message that is no longer on the server</em>`
    : answered.deleted ? html`<em>This message was deleted</em>` : html`<b title=${answered.author.name}><bdi>${answered.mine ? 'You' : answered.author.name}</bdi></b> <span class="q-t" dir="auto">${firstLine(answered.text)}</span>`;
  const isSent = typeof replyTo === 'number';
  return html`<a class="q" href=${isSent ? Route.address(room, replyTo) : nothing} data-at=${isSent ? replyTo : nothing} tabindex=${isActive ? 0 : -1}><span class="vh">In reply to </span>${icon('reply')}${words}</a>`;
}

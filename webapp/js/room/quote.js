import { nameInWords } from '../shell/guest-label.js';
import { icon } from '../shell/icon.js';
import { Route } from '../shell/route.js';
import { firstLine } from '../text/first-line.js';
import { html, nothing } from '../vendor.js';

/** The message that is replied to, as a link: `answered` is `undefined` while it loads, `null` if it is gone. */
export function quote({ room, replyTo }, answered, isActive) {
  const words =
    answered === undefined
      ? html`<span class="q-t">…</span>`
      : !answered
        ? html`<em>This message is no longer on the server</em>`
        : answered.deleted
          ? html`<em>This message was deleted</em>`
          : html`<b title=${nameInWords(answered.author)}><bdi>${answered.mine ? 'You' : answered.author.name}</bdi></b> <span class="q-t" dir="auto">${firstLine(answered.text)}</span>`;
  const isSent = typeof replyTo === 'number';
  return html`<a class="q" href=${isSent ? Route.address(room, replyTo) : nothing} data-at=${isSent ? replyTo : nothing} tabindex=${isActive ? 0 : -1}><span class="vh">In reply to </span>${icon('reply')}${words}</a>`;
}

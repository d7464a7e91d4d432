import { avatar } from '../shell/avatar.js';
import { full, shortTime, time } from '../shell/dates.js';
import { isDeleted } from '../shell/deleted-member.js';
import { errorText } from '../shell/error-text.js';
import { guestLabel, nameInWords } from '../shell/guest-label.js';
import { icon } from '../shell/icon.js';
import { Route } from '../shell/route.js';
import { isEmojiOnly } from '../text/emoji-only.js';
import { markdown } from '../text/markdown.js';
import { MentionPlaceholders } from '../text/mention-placeholders.js';
import { html, nothing } from '../vendor.js';
import { isFoldable } from './folds.js';
import { messageTools } from './message-tools.js';
import { quote } from './quote.js';
import { reactionBar } from './reaction-bar.js';

const WITHIN = 5 * 60_000;
const PINNED = html`<span class="pd" title="Pinned">${icon('pin')}<span class="vh">Pinned</span></span>`;

/** Whether a message continues what the same author has just written. */
export const isContinued = (message, before) =>
  isOfSame(message, before) &&
  !message.replyTo &&
  before.author.name === message.author.name &&
  message.at - before.at < WITHIN;

/** Before the first welcome we do not know our own id. */
const isOfSame = (message, before) => (before?.mine && message.mine) || before?.author.id === message.author.id;

/**
 * One message. `continued`: it continues the one above, so its author is not repeated; `answered`: the message it
 * replies to, as for `quote`; `isActive`: it has the pointer or the focus; `isTarget`: the page's address points to it;
 * `isEdited`: it is in the message box; `mayWrite`: whether we may write in the room; `isSlow`:
 * slow mode holds it back.
 */
export function messageRow(
  message,
  { continued, open, isSlow, answered, isActive, isTarget, isEdited, mayWrite, me, actions },
) {
  const { author, mine, at, state, offset, deleted, mentionsMe, waiting } = message;
  const name = mine ? 'You' : author.name;
  const kinds = [
    continued && 'c',
    state,
    waiting && 'changing',
    !open && 'waits',
    mentionsMe && 'mention',
    isTarget && 'target',
    isEdited && 'editing',
    isActive && 'active',
    deleted && 'deleted',
  ];
  return html`<li class=${isActive ? 'raised' : ''}><article class="m ${kinds.filter(Boolean).join(' ')}" tabindex="-1" data-offset=${offset || nothing} aria-label="${nameInWords(author, name)}, ${time(at)}${inWords(message)}">
    ${continued ? gutter(message, isActive) : heading(message, name, isActive)}
    <div class="mb">${body(message, { open, isSlow, answered, isActive, mayWrite, me, actions })}</div>
    ${state === 'failed' ? failure(message, actions.retry, actions.discard) : nothing}
    ${isActive && state === 'sent' && !deleted ? messageTools(message, mayWrite, actions) : nothing}
  </article></li>`;
}

/** The fallback for a row that cannot be drawn: the author, and the text as typed. */
export const plainRow = ({
  offset,
  author,
  text,
}) => html`<li><article class="m" tabindex="-1" data-offset=${offset || nothing}>
    <div class="mb"><b><bdi>${author?.name}</bdi></b><div class="text" dir="auto"><p>${text}</p></div></div></article></li>`;

function body(message, { open, isSlow, answered, isActive, mayWrite, me, actions }) {
  const { replyTo, deleted, editedAt, pinned } = message;
  if (deleted)
    return html`<p class="gone">${icon('trash')}This message was deleted</p>${progress(message, { open, isSlow, actions })}`;
  return html`${replyTo ? quote(message, answered, isActive) : nothing}
      ${shownText(message, me, isActive)}${editedAt ? html`<span class="ed" title="Edited ${full(editedAt)}">edited</span>` : nothing}${pinned ? PINNED : nothing}${progress(message, { open, isSlow, actions })}
      ${reactionBar(message, { ...actions, me, isActive, mayReact: mayWrite })}`;
}

function shownText({ text, mentions }, me, isActive) {
  const words = markdown(text, new MentionPlaceholders(text, mentions, me?.id));
  const shown = html`<div class="text ${isEmojiOnly(text) ? 'large' : ''}" dir="auto">${words}</div>`;
  if (!isFoldable(text)) return shown;
  return html`<div class="fold">${shown}</div><button type="button" class="lnk unfold" tabindex=${isActive ? 0 : -1} aria-expanded="false">Show more</button>`;
}

const inWords = ({ state, editedAt, deleted, pinned, mentionsMe, waiting }) =>
  ({ queued: ', waiting', sending: ', sending', failed: ', not sent' })[state] ??
  `${waiting ? ', waiting' : ''}${deleted ? ', deleted' : ''}${editedAt ? ', edited' : ''}${pinned ? ', pinned' : ''}${mentionsMe ? ', mentions you' : ''}`;

/** The time links to the message. */
function clock({ at, room, offset, state, waiting }, words, isActive, kind = '') {
  const shown = html`<time datetime=${at.toISOString()} title=${full(at)}>${waiting ? icon('clock') : nothing}${words}</time>`;
  if (state !== 'sent') return html`<span class="t ${kind}">${shown}</span>`;
  return html`<a class="t ${kind}" href=${Route.address(room, offset)} data-at=${offset} tabindex=${isActive ? 0 : -1}>${shown}</a>`;
}

const heading = (message, name, isActive) => html`${avatar(message.author)}
    <div class="mh">${author(message, name, isActive)}${guestLabel(message.author)}${clock(message, time(message.at), isActive)}</div>`;

/** There is nothing that we could do about ourselves, or write to somebody deleted. */
const author = ({ author: member, mine }, name, isActive) =>
  mine || isDeleted(member)
    ? html`<b class="a" title=${nameInWords(member)}><bdi>${name}</bdi></b>`
    : html`<button type="button" class="a" title=${nameInWords(member)} aria-haspopup="menu" tabindex=${isActive ? 0 : -1}><bdi>${name}</bdi></button>`;

function gutter(message, isActive) {
  if (message.state === 'sent' && !message.waiting) return clock(message, shortTime(message.at), isActive, 'g');
  return html`<span class="t g">${icon(message.state === 'failed' ? 'alert' : 'clock')}</span>`;
}

function progress(message, { open, isSlow, actions }) {
  const { state, kept, waiting, deleted } = message;
  const isUnsent = state === 'queued' || state === 'sending';
  if (!isUnsent && !(waiting && !open)) return nothing;
  if (open && !isSlow) return html`<span class="st">Sending…</span>`;
  const reason = isSlow ? 'Waiting for slow mode' : 'Waiting for connection';
  // Saving takes the browser a moment; until then, a reload would lose the message.
  return html`<span class="st">${isUnsent && kept === undefined ? 'Saving…' : reason}</span>${
    isUnsent && !deleted
      ? html`<button type="button" class="lnk" @click=${() => actions.edit(message)}>Edit</button>
      <button type="button" class="lnk" @click=${() => actions.remove(message)}>Delete</button>`
      : nothing
  }`;
}

const failure = ({ ref, error }, retry, discard) => html`<p class="err">Not sent: ${errorText(error, 'text')}
    ${error.code === 'closed' ? nothing : choice(ref, retry, discard)}</p>`;

const choice = (ref, retry, discard) => html`<button type="button" class="lnk" @click=${() => retry(ref)}>Retry</button>
    <button type="button" class="lnk" @click=${() => discard(ref)}>Discard</button>`;

import { avatar } from './avatar.js';
import { full, shortTime, time } from './clock.js';
import { isEmojiOnly } from './emoji-only.js';
import { isFoldable } from './folds.js';
import { icon } from './icon.js';
import { markdown } from './markdown.js';
import { mentions } from './mentions.js';
import { messageTools } from './message-tools.js';
import { Place } from './place.js';
import { quote } from './quote.js';
import { reactionBar } from './reactions.js';
import { sentence } from './sentence.js';
import { html, nothing } from './vendor.js';

const WITHIN = 5 * 60_000;

/** Whether a message goes on what the same person has just said. */
export const goesOn = (message, before) => isOfSame(message, before) && !message.replyTo && before.author.name === message.author.name && message.at - before.at < WITHIN;

/** Before the first welcome we do not know our own id. */
const isOfSame = (message, before) => before?.mine && message.mine || before?.author.id === message.author.id;

/**
 * One message. `continued`: it goes on the one above, so its author is not named again; `answered`: what it answers, as `quote` wants it; `isActive`: one points to it; `isTarget`: its address is
 * that of the page; `isEdited`: it is in the message box; `me` and `actions`: for what can be done with it.
 */
export function messageRow(message, { continued, open, answered, isActive, isTarget, isEdited, me, actions }) {
  const { author, mine, at, state, offset, deleted, mentionsMe } = message;
  const name = mine ? 'You' : author.name;
  const kinds = [continued && 'c', state, !open && 'waits', mentionsMe && 'mention', isTarget && 'target', isEdited && 'editing', isActive && 'active', deleted && 'deleted'];
  return html`<li><article class="m ${kinds.filter(Boolean).join(' ')}" tabindex="-1" data-offset=${offset || nothing} aria-label="${name}, ${time(at)}${inWords(message)}">
    ${continued ? gutter(message, isActive) : heading(message, name, isActive)}
    <div class="mb">${body(message, { open, answered, isActive, me, actions })}</div>
    ${state === 'failed' ? failure(message, actions.retry, actions.discard) : nothing}
    ${isActive && state === 'sent' && !deleted ? messageTools(message, actions) : nothing}
  </article></li>`;
}

function body(message, { open, answered, isActive, me, actions }) {
  const { text, replyTo, deleted, editedAt } = message;
  if (deleted) return html`<p class="gone">${icon('trash')}This message was deleted</p>`;
  return html`${replyTo ? quote(message, answered, isActive) : nothing}
      ${shownText(text, isActive)}${editedAt ? html`<span class="ed" title="Edited ${full(editedAt)}">edited</span>` : nothing}${progress(message, open)}
      ${reactionBar(message, { ...actions, me, isActive })}`;
}

function shownText(text, isActive) {
  const shown = html`<div class="text ${isEmojiOnly(text) ? 'large' : ''}" dir="auto">${markdown(text, mentions)}</div>`;
  if (!isFoldable(text)) return shown;
  return html`<div class="fold">${shown}</div><button type="button" class="lnk unfold" tabindex=${isActive ? 0 : -1} aria-expanded="false">Show more</button>`;
}

const inWords = ({ state, editedAt, deleted, mentionsMe }) => ({ queued: ', waiting', sending: ', sending', failed: ', not sent' })[state]
  ?? `${deleted ? ', deleted' : ''}${editedAt ? ', edited' : ''}${mentionsMe ? ', mentions you' : ''}`;

/** The time is the message's address. */
function clock({ at, room, offset, state }, words, isActive, kind = '') {
  const shown = html`<time datetime=${at.toISOString()} title=${full(at)}>${words}</time>`;
  if (state !== 'sent') return html`<span class="t ${kind}">${shown}</span>`;
  return html`<a class="t ${kind}" href=${Place.address(room, offset)} data-at=${offset} tabindex=${isActive ? 0 : -1}>${shown}</a>`;
}

const heading = (message, name, isActive) => html`${avatar(message.author)}
    <div class="mh"><b class="a" title=${message.author.name}><bdi>${name}</bdi></b>${clock(message, time(message.at), isActive)}</div>`;

function gutter(message, isActive) {
  if (message.state === 'sent') return clock(message, shortTime(message.at), isActive, 'g');
  return html`<span class="t g">${icon(message.state === 'failed' ? 'alert' : 'clock')}</span>`;
}

function progress({ state, kept }, open) {
  if (state !== 'queued' && state !== 'sending') return nothing;
  if (open) return html`<span class="st">Sending…</span>`;
  // It takes the browser a moment to keep what was written, and until then a reload would lose it.
  return html`<span class="st">${kept === undefined ? 'Saving…' : 'Waiting for connection'}</span>`;
}

const failure = ({ ref, error }, retry, discard) => html`<p class="err">Not sent: ${sentence(error, 'text')}
    ${error.code === 'closed' ? nothing : choice(ref, retry, discard)}</p>`;

const choice = (ref, retry, discard) => html`<button type="button" class="lnk" @click=${() => retry(ref)}>Retry</button>
    <button type="button" class="lnk" @click=${() => discard(ref)}>Discard</button>`;

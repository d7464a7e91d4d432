import { avatar } from './avatar.js';
import { full, shortTime, time } from './clock.js';
import { icon } from './icon.js';
import { markdown } from './markdown.js';
import { mentions } from './mentions.js';
import { sentence } from './sentence.js';
import { html, nothing } from './vendor.js';

const WITHIN = 5 * 60_000;

/** Whether a message goes on what the same person has just said. */
export const goesOn = (message, before) => isOfSame(message, before) && before.author.name === message.author.name && message.at - before.at < WITHIN;

/** Before the first welcome we do not know our own id. */
const isOfSame = (message, before) => before?.mine && message.mine || before?.author.id === message.author.id;

/** One message. `continued`: it goes on the one above, so its author is not named again. */
export function messageRow(message, { continued, open, retry, discard }) {
  const { author, mine, text, at, state } = message;
  const name = mine ? 'You' : author.name;
  return html`<li><article class="m ${continued ? 'c' : ''} ${state} ${open ? '' : 'waits'}" aria-label="${name}, ${time(at)}${inWords(state)}">
    ${continued ? gutter(message) : heading(message, name)}
    <div class="mb" dir="auto"><div class="text">${markdown(text, mentions)}</div>${progress(message, open)}</div>
    ${state === 'failed' ? failure(message, retry, discard) : nothing}
  </article></li>`;
}

const inWords = state => ({ queued: ', waiting', sending: ', sending', failed: ', not sent' })[state] ?? '';

const clock = (at, words, kind = '') => html`<time class="t ${kind}" datetime=${at.toISOString()} title=${full(at)}>${words}</time>`;

const heading = ({ author, at }, name) => html`${avatar(author)}
    <div class="mh"><b class="a"><bdi>${name}</bdi></b>${clock(at, time(at))}</div>`;

function gutter({ at, state }) {
  if (state === 'sent') return clock(at, shortTime(at), 'g');
  return html`<span class="t g">${icon(state === 'failed' ? 'alert' : 'clock')}</span>`;
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

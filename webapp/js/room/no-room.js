import { isAddress } from '../client/room-name.js';
import { errorText } from '../shell/error-text.js';
import { shownTitle } from '../shell/room-mark.js';
import { LOBBY } from '../shell/route.js';
import { html, nothing } from '../vendor.js';
import { shortly } from './roles.js';

/**
 * What stands in place of a room that we may not see, and a way out. `create`, `lobby` and `browse` are what the buttons do.
 */
export function noRoom({ room, removal, error, isMissing, timeline }, { create, lobby, browse }) {
  const isLobby = room.id === LOBBY;
  const wayOut = kind =>
    html`<button type="button" class="btn ${kind}" @click=${isLobby ? browse : lobby}>${isLobby ? 'Browse rooms' : 'Go to the lobby'}</button>`;
  if (removal) return removed(removal, room, timeline.unsent, wayOut);
  if (isMissing && isAddress(room.id))
    return html`<div class="empty missing"><p><b>This room does not exist or you are not a member.</b> Ask somebody who is in it to invite you.</p><p>${wayOut('main')}</p></div>`;
  if (isMissing) return missing(room, create, wayOut);
  return html`<div class="empty missing"><p><b>This room cannot be opened.</b> ${errorText(error, 'room')}</p><p>${wayOut('')}</p></div>`;
}

/** A mistyped link must not create a room. */
const missing = ({ id }, create, wayOut) =>
  html`<div class="empty missing"><p><b>There is no room <bdi>${id}</bdi>.</b> Check the link, or create the room.</p>
    <p><button type="button" class="btn main" @click=${create}>Create <bdi>${id}</bdi></button> ${wayOut('')}</p></div>`;

function removed({ title, role, by, reason, until, deleted }, room, unsent, wayOut) {
  const name = html`<bdi>${title || shownTitle(room)}</bdi>`;
  if (deleted) return ended(name, by, reason, unsent, wayOut);
  const who = by ? html` by <bdi>${by.name}</bdi>` : nothing;
  const isBanned = role === 'banned';
  return html`<div class="empty missing"><p><b>You were ${isBanned ? 'banned' : 'removed'} from ${name}${who}${until ? ` until ${shortly(until)}` : ''}${reason ? html`: “<bdi>${reason}</bdi>”` : '.'}</b>
    ${isBanned ? nothing : 'You can come back if somebody invites you again.'}</p>
    ${lost(unsent)}
    <p>${wayOut('main')}</p></div>`;
}

function ended(name, by, reason, unsent, wayOut) {
  return html`<div class="empty missing"><p><b>${by ? html`<bdi>${by.name}</bdi> deleted ${name}` : html`${name} was deleted`}${reason ? html`: “<bdi>${reason}</bdi>”` : '.'}</b>
    Its messages are gone for everybody.</p>
    ${lost(unsent)}
    <p>${wayOut('main')}</p></div>`;
}

const lost = unsent =>
  unsent.length
    ? html`<p>What you had written was not sent:</p><ul class="lost">${unsent.map(({ text }) => html`<li dir="auto">${text}</li>`)}</ul>`
    : nothing;

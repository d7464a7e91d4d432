import { html, nothing } from '../vendor.js';
import { shortly, span } from './roles.js';

const NAMED = 3;
const APPOINTED = { owner: 'an owner', moderator: 'a moderator', member: 'a member' };
/** One who is removed and comes back is added again. */
const OUTSIDE = [undefined, 'none', 'banned'];

/**
 * An entry about the room itself in words, such as “Mira added Jonas”. `before`: the role that the member had, if known;
 * `me`: ourselves.
 */
export function entryInWords(entry, { before, me }) {
  const who = subject(entry.author, me);
  switch (entry.type) {
    case 'room-created':
      return created(entry, who, me);
    case 'role-changed':
      if (entry.ended) return roleEnd(entry, before, me);
      return html`${roleChange(entry, before, who, me)}${entry.reason ? html`: “<bdi>${entry.reason}</bdi>”` : nothing}`;
    case 'title-changed':
      return entry.title
        ? html`${who} renamed the room to “<bdi>${entry.title}</bdi>”`
        : html`${who} gave the room its first name again`;
    case 'rules-changed':
      return entry.rules ? html`${who} changed the rules of this room` : html`${who} removed the rules of this room`;
    case 'archived':
      return html`${who} archived this room`;
    case 'unarchived':
      return html`${who} took this room out of the archive`;
    case 'slow-mode-changed':
      return entry.seconds
        ? html`${who} turned on slow mode: one message every ${span(entry.seconds)}`
        : html`${who} turned off slow mode`;
    case 'deleted':
      return html`${who} deleted somebody else’s message`;
    default:
      return nothing;
  }
}

const isMe = (member, me) => member?.id === me?.id;
const subject = (member, me) => (isMe(member, me) ? 'You' : html`<bdi>${member.name}</bdi>`);
const object = (member, me) => (isMe(member, me) ? 'you' : html`<bdi>${member.name}</bdi>`);

function created({ kind, author, members = [] }, who, me) {
  if (kind === 'direct') return html`${who} started this conversation`;
  const others = members.filter(({ id }) => id !== author.id);
  return html`${who} created this room${others.length ? html` with ${listed(others, me)}` : nothing}`;
}

function listed(members, me) {
  const named = members.slice(0, members.length > NAMED ? NAMED - 1 : NAMED);
  const rest = members.length - named.length;
  const parts = [...named.map(member => object(member, me)), ...(rest ? [`${rest} others`] : [])];
  return parts.map((part, at) => html`${at === 0 ? '' : at === parts.length - 1 ? ' and ' : ', '}${part}`);
}

function roleChange({ author, member, role, until, address }, before, who, me) {
  const whom = object(member, me);
  const end = until ? ` until ${shortly(until)}` : '';
  if (role === 'none') return leaving(author, member, before, who, whom);
  if (role === 'banned') return html`${who} banned ${whom}${address ? ' and its address' : ''}${end}`;
  if (role === 'reader' && before === 'none') return html`${who} added ${whom} to read along`;
  if (role === 'reader') return html`${who} muted ${whom}${end}`;
  if (role === 'guest') return html`${who} added ${whom} as a guest`;
  if (before === 'reader') return html`${who} unmuted ${whom}`;
  if (role === 'member' && OUTSIDE.includes(before))
    return before === 'banned' ? html`${who} lifted the ban on ${whom}` : html`${who} added ${whom}`;
  return html`${who} made ${whom} ${APPOINTED[role]}`;
}

/** Nobody did it: the time was up. */
function roleEnd({ member, role }, before, me) {
  const whom = object(member, me);
  if (before === 'banned') return html`The ban on ${whom} has ended`;
  if (role === 'none') return html`The invitation of ${whom} has ended`;
  return html`${subject(member, me)} can write again`;
}

function leaving(author, member, before, who, whom) {
  if (author.id === member.id) return html`${who} left the room`;
  return before === 'banned' ? html`${who} lifted the ban on ${whom}` : html`${who} removed ${whom}`;
}

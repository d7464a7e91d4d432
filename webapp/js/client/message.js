import { token } from './token.js';

/** Converts a message from the server. The result is frozen and has the same shape wherever it came from. */
export function messageOf(
  {
    ref,
    offset,
    at,
    author,
    text = '',
    replyTo,
    edited,
    deleted = false,
    pinned = false,
    changed,
    reactions,
    mentions,
  },
  room,
  me,
) {
  const mine = author.id === me.id;
  return Object.freeze({
    ref,
    room,
    offset,
    at: new Date(at),
    author,
    mine,
    text,
    replyTo,
    deleted,
    pinned,
    changed,
    editedAt: edited === undefined ? undefined : new Date(edited),
    reactions: orNone(() => reactions?.map(({ emoji, members }) => reaction(emoji, members, me))),
    mentions: mentionsOf(mentions),
    mentionsMe: !mine && !deleted && isMentioned(me, mentions),
    state: 'sent',
  });
}

/** A message of ours that the server does not have yet. */
export const draftOf = ({ ref = token(), room, at = new Date(), author, text, replyTo }) =>
  Object.freeze({
    ref,
    room,
    offset: NaN,
    at,
    author,
    mine: true,
    text,
    replyTo,
    deleted: false,
    pinned: false,
    changed: undefined,
    editedAt: undefined,
    reactions: Object.freeze([]),
    mentions: Object.freeze([]),
    mentionsMe: false,
    state: 'queued',
    kept: undefined,
  });

/** Mentions and where they are in the text, as found by the server. */
export const mentionsOf = mentions =>
  orNone(() =>
    mentions?.map(({ start, end, members }) => Object.freeze({ start, end, members: Object.freeze([...members]) })),
  );

export const isMentioned = (me, mentions) => mentionsOf(mentions).some(({ members }) => members.includes(me.id));

/** Malformed extras must not cost us the message. */
function orNone(make) {
  try {
    return Object.freeze(make() ?? []);
  } catch {
    return Object.freeze([]);
  }
}

const reaction = (emoji, members, me) =>
  Object.freeze({ emoji, members: Object.freeze([...members]), mine: members.some(({ id }) => id === me.id) });

/** Adds a reaction. An emoji keeps its place; a new one goes last. */
export function withReaction(reactions, emoji, member, me) {
  const before = reactions.find(each => each.emoji === emoji);
  if (!before) return Object.freeze([...reactions, reaction(emoji, [member], me)]);
  if (before.members.some(({ id }) => id === member.id)) return reactions;
  return Object.freeze(
    reactions.map(each => (each === before ? reaction(emoji, [...before.members, member], me) : each)),
  );
}

export function withoutReaction(reactions, emoji, member, me) {
  const left = reactions.map(each =>
    each.emoji === emoji
      ? reaction(
          emoji,
          each.members.filter(({ id }) => id !== member.id),
          me,
        )
      : each,
  );
  return Object.freeze(left.filter(({ members }) => members.length));
}

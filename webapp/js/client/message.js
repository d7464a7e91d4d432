import { mentions } from './mention.js';

/** A message as the server tells of it, as the page has it: frozen, and the same words wherever it comes from. */
export function messageOf({ ref, offset, at, author, text = '', replyTo, edited, deleted = false, changed, reactions = [] }, room, me) {
  const mine = author.id === me.id;
  return Object.freeze({
    ref, room, offset, at: new Date(at), author, mine, text, replyTo, deleted, changed,
    editedAt: edited === undefined ? undefined : new Date(edited),
    reactions: Object.freeze(reactions.map(({ emoji, members }) => reaction(emoji, members, me))),
    mentionsMe: !mine && !deleted && mentions(text, me.name),
    state: 'sent',
  });
}

/** A message of our own that the server does not have yet. */
export const draftOf = ({ ref, room, at, author, text, replyTo }) => Object.freeze({
  ref, room, offset: NaN, at, author, mine: true, text, replyTo, deleted: false, changed: undefined, editedAt: undefined, reactions: Object.freeze([]),
  mentionsMe: false, state: 'queued', kept: undefined,
});

const reaction = (emoji, members, me) => Object.freeze({ emoji, members: Object.freeze([...members]), mine: members.some(({ id }) => id === me.id) });

/** The reactions after one more; an emoji keeps its place, and a new one comes last. */
export function withReaction(reactions, emoji, member, me) {
  const before = reactions.find(each => each.emoji === emoji);
  if (!before) return Object.freeze([...reactions, reaction(emoji, [member], me)]);
  if (before.members.some(({ id }) => id === member.id)) return reactions;
  return Object.freeze(reactions.map(each => each === before ? reaction(emoji, [...before.members, member], me) : each));
}

export function withoutReaction(reactions, emoji, member, me) {
  const left = reactions.map(each => each.emoji === emoji ? reaction(emoji, each.members.filter(({ id }) => id !== member.id), me) : each);
  return Object.freeze(left.filter(({ members }) => members.length));
}

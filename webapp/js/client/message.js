/** A message as the server tells of it, as the page has it: frozen, and the same words wherever it comes from. */
export function messageOf({ ref, offset, at, author, text = '', replyTo, edited, deleted = false, changed, reactions, mentions }, room, me) {
  const mine = author.id === me.id;
  return Object.freeze({
    ref, room, offset, at: new Date(at), author, mine, text, replyTo, deleted, changed,
    editedAt: edited === undefined ? undefined : new Date(edited),
    reactions: orNone(() => reactions?.map(({ emoji, members }) => reaction(emoji, members, me))),
    mentions: mentionsOf(mentions),
    mentionsMe: !mine && !deleted && isMentioned(me, mentions),
    state: 'sent',
  });
}

/** A message of our own that the server does not have yet. */
export const draftOf = ({ ref, room, at, author, text, replyTo }) => Object.freeze({
  ref, room, offset: NaN, at, author, mine: true, text, replyTo, deleted: false, changed: undefined, editedAt: undefined, reactions: Object.freeze([]), mentions: Object.freeze([]),
  mentionsMe: false, state: 'queued', kept: undefined,
});

/** Who is mentioned where in a text, as the server says. */
export const mentionsOf = mentions => orNone(() => mentions?.map(({ start, end, members }) => Object.freeze({ start, end, members: Object.freeze([...members]) })));

export const isMentioned = (me, mentions) => mentionsOf(mentions).some(({ members }) => members.includes(me.id));

/** Whatever a server tells beside the words must not cost the words. */
function orNone(make) {
  try {
    return Object.freeze(make() ?? []);
  } catch {
    return Object.freeze([]);
  }
}

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

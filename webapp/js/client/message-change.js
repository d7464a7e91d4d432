import { isMentioned, mentionsOf, withReaction, withoutReaction } from './message.js';

/** What each kind of change makes of a message. Of a deleted one nothing comes back. */
const FOLDS = {
  edited: (message, { text, at, mentions }, me) => text === undefined ? {}
    : { text, editedAt: new Date(at), mentions: mentionsOf(mentions), mentionsMe: !message.mine && isMentioned(me, mentions) },
  deleted: () => ({ text: '', deleted: true, editedAt: undefined, reactions: Object.freeze([]), mentions: Object.freeze([]), mentionsMe: false }),
  reacted: ({ reactions }, { emoji, author }, me) => ({ reactions: withReaction(reactions, emoji, author, me) }),
  unreacted: ({ reactions }, { emoji, author }, me) => ({ reactions: withoutReaction(reactions, emoji, author, me) }),
};

export const isChange = ({ type }) => type in FOLDS;

/** Makes of a message what it is after the change. One that is not meant, or has the change in it already, stays as it is. */
export const applying = (event, me) => message => {
  const { type, target, offset } = event;
  if (message.offset !== target || offset <= message.changed) return message;
  return Object.freeze({ ...folded(type, message, event, me), changed: offset });
};

/** What the change makes of the message, whichever message it was meant for. */
export const folded = (type, message, event, me) => message.deleted ? message : Object.freeze({ ...message, ...FOLDS[type](message, event, me) });

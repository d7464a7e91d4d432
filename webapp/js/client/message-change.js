import { isMentioned, mentionsOf, withReaction, withoutReaction } from './message.js';

/** How each kind of change alters a message. */
const FOLDS = {
  edited: (message, { text, at, mentions }, me) =>
    text === undefined
      ? {}
      : {
          text,
          editedAt: new Date(at),
          mentions: mentionsOf(mentions),
          mentionsMe: !message.mine && isMentioned(me, mentions),
        },
  deleted: () => ({
    text: '',
    deleted: true,
    pinned: false,
    editedAt: undefined,
    reactions: Object.freeze([]),
    mentions: Object.freeze([]),
    mentionsMe: false,
  }),
  reacted: ({ reactions }, { emoji, author }, me) => ({ reactions: withReaction(reactions, emoji, author, me) }),
  unreacted: ({ reactions }, { emoji, author }, me) => ({ reactions: withoutReaction(reactions, emoji, author, me) }),
  pinned: () => ({ pinned: true }),
  unpinned: () => ({ pinned: false }),
};

export const isChange = ({ type }) => type in FOLDS;

/**
 * Returns a function that applies the change to its target. It returns other messages, and those that include it
 * already, as they are.
 */
export const applying = (event, me) => message => {
  const { type, target, offset } = event;
  if (message.offset !== target || offset <= message.changed) return message;
  return Object.freeze({ ...folded(type, message, event, me), changed: offset });
};

/** Applies a change to any message. Deleted messages stay as they are. */
export const folded = (type, message, event, me) =>
  message.deleted ? message : Object.freeze({ ...message, ...FOLDS[type](message, event, me) });

/**
 * Something that we do to a room or to one of its messages, and that the server does not have yet. `kind` is the type of
 * the command; `target` the message's offset, or the `ref` of a message of ours that waits itself. It never changes:
 * a later state is another object with the same `ref`.
 */
export const unsentChange = ({ ref, room, kind, target, text, emoji, topic, ifNone, at, dueAt }) => Object.freeze({
  ref, room, kind, target, text, emoji, topic, ifNone, at, dueAt, state: 'queued', kept: undefined, error: undefined,
});

/** As a storage keeps it, beside what a draft has in any case. */
export const changeToKeep = ({ kind, target, text, emoji, topic, ifNone, dueAt }) => (
  { type: kind, target, text, emoji, topic, ifNone, dueAt });

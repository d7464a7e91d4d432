import { token } from './token.js';

/**
 * A change to a room or a message that the server does not have yet. `kind` is the type of the command, `target` the
 * message's offset, or the `ref` of an unsent message of ours. It is immutable: a later state is another object with the
 * same `ref`. `after`: milliseconds to wait before sending it.
 */
export const unsentChange = ({
  ref = token(),
  room,
  kind,
  target,
  text,
  emoji,
  topic,
  ifNone,
  at = new Date(),
  after = 0,
  dueAt = after > 0 ? at.getTime() + after : undefined,
}) =>
  Object.freeze({
    ref,
    room,
    kind,
    target,
    text,
    emoji,
    topic,
    ifNone,
    at,
    dueAt,
    state: 'queued',
    kept: undefined,
    error: undefined,
  });

/** The fields that a storage keeps, besides those of every draft. */
export const changeToKeep = ({ kind, target, text, emoji, topic, ifNone, dueAt }) => ({
  type: kind,
  target,
  text,
  emoji,
  topic,
  ifNone,
  dueAt,
});

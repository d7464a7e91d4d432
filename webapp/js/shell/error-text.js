const INVALID = {
  name: 'This name is too long or contains characters that cannot be displayed. Please choose another.',
  room: 'Its name is too long or contains characters that cannot be displayed. Please choose another.',
  text: 'It is too long or contains characters that cannot be sent.',
  pin: 'A room can have 50 pinned messages. Please unpin one first.',
};
const WORDS = {
  'name-taken': 'This name looks like that of a member who signs in here. Please choose another, or sign in.',
  'too-many-rooms': 'You are in too many rooms. Please leave one first.',
  'rate-limited': 'Too many requests. Please try again in a moment.',
  busy: 'The server is busy. Please try again in a moment.',
  unavailable: 'The server cannot save anything right now. Please try again in a moment.',
  conflict: 'A different message was sent instead.',
  server: 'Server error. Please try again.',
  ended: 'An owner of this server has ended your connection.',
  closed: 'The connection was closed.',
  'not-found': 'This message no longer exists.',
  unauthorized: 'This server accepts only people who sign in.',
  forbidden: 'Only the author of a message can do that.',
  'legal-hold': 'This room is on legal hold. It can be deleted when the hold has ended.',
  removed: 'You are no longer in this room.',
  'unknown-type': 'The server is too old to do that.',
};

/** What is different about a room as a whole. */
const ABOUT_ROOM = {
  forbidden: 'You may not do that here. Somebody may have changed your role, or archived the room.',
  'not-found': 'This person or room no longer exists.',
};
const REFUSED = 'The server refused the request.';

/**
 * An error in words for the user. `field`: what was invalid, a `name`, a `room`, a `text` or a `pin`; or that it was a
 * `room action`.
 */
export function errorText({ code, message }, field) {
  if (field === 'room action') return ABOUT_ROOM[code] ?? (code === 'invalid' ? message : WORDS[code]) ?? REFUSED;
  if (field === 'room' && code === 'forbidden') return `${message}.`; // until when, and why
  return (code === 'invalid' ? INVALID[field] : WORDS[code]) ?? REFUSED;
}

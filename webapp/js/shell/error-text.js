const INVALID = {
  name: 'This name has characters that cannot be shown, or too many of them. Please choose another.',
  room: 'Its name has characters that cannot be shown, or too many of them. Please choose another.',
  text: 'It has characters that cannot be sent, or too many of them.',
};
const WORDS = {
  'too-many-rooms': 'You are in too many rooms. Please leave one first.',
  'rate-limited': 'That was too much at once. Please try again in a moment.',
  busy: 'The server is busy. Please try again in a moment.',
  unavailable: 'The server cannot store anything at the moment. Please try again in a moment.',
  conflict: 'Another message was sent in its place.',
  server: 'The server failed. Please try again.',
  closed: 'The connection was closed.',
  'not-found': 'This message is not there any more.',
  forbidden: 'Only who wrote a message can do that.',
  'unknown-type': 'The server is too old for that.',
};

/** An error as people are told of it: by its code, and where a rule was broken by what was refused, a `name`, a `room` or a `text`. */
export const errorText = ({ code }, field) => (code === 'invalid' ? INVALID[field] : WORDS[code]) ?? 'The server refused it.';

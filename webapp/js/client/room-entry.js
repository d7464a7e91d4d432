const TYPES = [
  'room-created',
  'role-changed',
  'title-changed',
  'archived',
  'unarchived',
  'slow-mode-changed',
  'rules-changed',
];

const date = at => (at === undefined ? undefined : new Date(at));

/** Whether an entry of a log is about the room itself: its title, its rules, or the roles of its people. */
export const isRoomEntry = ({ type }) => TYPES.includes(type);

/** Converts an entry from the server. The result is frozen. */
export const roomEntryOf = ({
  type,
  offset,
  at,
  author,
  member,
  role,
  until,
  reason,
  address,
  ended,
  title,
  rules,
  kind,
  members,
  seconds,
  target,
}) =>
  Object.freeze({
    type,
    offset,
    at: new Date(at),
    author,
    member,
    role,
    until: date(until),
    reason,
    address,
    ended,
    title,
    rules,
    kind,
    members: members && Object.freeze([...members]),
    seconds,
    target,
  });

/** Converts a line of the server's list of roles. */
export const roleOf = ({ member, role, until }) => Object.freeze({ member, role, until: date(until) });

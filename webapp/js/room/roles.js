import { day, sameDay, time } from '../shell/dates.js';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What a role is called beside a name; nothing for ordinary members. */
export const LABELS = {
  owner: 'Owner',
  moderator: 'Moderator',
  guest: 'Guest',
  reader: 'Can only read',
  banned: 'Banned',
};

/** For how long somebody can be muted or banned, with the seconds. */
export const DURATIONS = [
  ['10 minutes', 10 * MINUTE],
  ['1 hour', HOUR],
  ['1 day', DAY],
  ['1 week', 7 * DAY],
  ['For good', undefined],
];

/** The choices for slow mode, with the seconds. */
export const PAUSES = [
  ['Off', 0],
  ['10 seconds', 10],
  ['30 seconds', 30],
  ['1 minute', MINUTE],
  ['5 minutes', 5 * MINUTE],
  ['15 minutes', 15 * MINUTE],
  ['1 hour', HOUR],
];

/** The label of a role that may end: of somebody muted, `Muted until 14:30`. */
export const roleLabel = (role, until) =>
  until ? `${role === 'reader' ? 'Muted' : LABELS[role]} until ${shortly(until)}` : LABELS[role];

/** The same where space is tight. */
export const shortLabel = (role, until) => (role === 'reader' && until ? 'Muted' : LABELS[role]);

/** A time today by its hour, and another one with its day. */
export function shortly(at, now = new Date()) {
  const tomorrow = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1);
  if (sameDay(at, now)) return time(at);
  return sameDay(at, tomorrow) ? `${time(at)} tomorrow` : `${time(at)} on ${day(at, now)}`;
}

/** A number of seconds in words. */
export function span(seconds) {
  const named = PAUSES.find(([, each]) => each === seconds);
  if (seconds && named) return named[0];
  return seconds < 2 * MINUTE ? `${seconds} seconds` : `${Math.round(seconds / MINUTE)} minutes`;
}

/** A wait that counts down. */
export function countdown(milliseconds) {
  const seconds = Math.max(1, Math.ceil(milliseconds / 1_000));
  if (seconds < MINUTE) return `${seconds} s`;
  return `${Math.floor(seconds / MINUTE)}:${String(seconds % MINUTE).padStart(2, '0')} min`;
}

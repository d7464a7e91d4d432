import { countdown, shortly } from '../room/roles.js';

/**
 * Why we cannot write in a room now: the `text` and an `icon`. `waits`: only for a moment, so that the text can be written
 * meanwhile. `undefined` if we can.
 */
export function writeBarrier({ room, slowUntil, removal, error }) {
  if (removal || error) return undefined; // the room itself says why
  if (room.archived) return { icon: 'archive', text: 'This room is archived. You can read it, but nobody can write.' };
  if (room.may('write')) return slowBarrier(slowUntil - Date.now());
  if (room.roleUntil) return { icon: 'muted', text: `You are muted until ${shortly(room.roleUntil)}.` };
  return { icon: 'muted', text: 'You can read this room, but not write.' };
}

function slowBarrier(left) {
  if (!(left > 0)) return undefined;
  return { icon: 'clock', text: `Slow mode: you can write again in ${countdown(left)}.`, waits: true };
}

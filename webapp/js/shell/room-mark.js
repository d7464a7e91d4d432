import { html } from '../vendor.js';
import { avatar } from './avatar.js';
import { icon } from './icon.js';

const UNKNOWN = 'Private room';
const ICONS = { public: 'hash', private: 'lock' };
const KINDS = { private: 'Private room', direct: 'Direct message' };

/** The title that people see, also of a private room that we know nothing of yet. */
export const shownTitle = ({ title }) => title || UNKNOWN;

const othersIn = ({ people }, me) => people.filter(({ id }) => id !== me?.id);

/** What stands before a room's title: `#`, a lock, or the face of who is in a direct room. */
export function roomMark(room, me, size = 'xs') {
  if (room.kind !== 'direct') return icon(ICONS[room.kind] ?? 'hash');
  const others = othersIn(room, me);
  if (others.length === 1) return avatar(others[0], size);
  return html`<span class="av ${size} grp" aria-hidden="true">${others.length || icon('talk')}</span>`;
}

/** Of which kind a room is, for screen readers; nothing for an ordinary one. */
export const kindInWords = ({ kind }) => KINDS[kind];

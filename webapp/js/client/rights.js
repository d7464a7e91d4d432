/** From the highest rank to the lowest. */
const RANKS = ['owner', 'moderator', 'member', 'guest', 'reader', 'none', 'banned'];
const LOWEST = { read: 'reader', write: 'guest', arrange: 'member', moderate: 'moderator', own: 'owner' };
/** What nobody can do in an archived room. */
const CHANGES = ['write', 'arrange'];

const rank = role => RANKS.indexOf(role);

/** Whether a role includes a right: `read`, `write`, `arrange`, `moderate` or `own`. */
export const includes = (role, right) => rank(role) <= rank(LOWEST[right]);

/** Whether somebody with this role in a room may use a right there now. */
export const may = ({ role, archived }, right) => includes(role, right) && !(archived && CHANGES.includes(right));

/** Whether somebody may act on somebody else: on lower ranks, and owners on everybody. */
export const outranks = (role, other) => includes(role, 'moderate') && (role === 'owner' || rank(role) < rank(other));

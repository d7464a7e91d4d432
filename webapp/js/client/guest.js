const SIGNED_IN = '@';

/** Whether nobody vouches for the member's name. Ids of members who signed in begin with `@`. */
export const isGuest = ({ id }) => !id.startsWith(SIGNED_IN);

const NAME = 'Deleted member';

/**
 * Whether the server has put this name in place of a person's own. Anybody else may take it, too, so moderators keep their
 * tools.
 */
export const isDeleted = ({ name }) => name === NAME;

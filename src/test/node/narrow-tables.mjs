import { printers as own } from 'prettier/plugins/markdown';

/**
 * A plugin of Prettier: tables that are wider than the page are not padded. Prettier has this only without wrapping
 * prose, and otherwise pads every cell to the longest one of its column.
 */
export const printers = {
  mdast: {
    ...own.mdast,
    print: (path, options, ...rest) =>
      own.mdast.print(path, path.node.type === 'table' ? { ...options, proseWrap: 'never' } : options, ...rest),
  },
};

/** Prettier takes the printer from the plugin that has the parser. */
export { parsers } from 'prettier/plugins/markdown';

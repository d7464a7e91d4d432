const FILTER = /(?<![^\s-])in:(?:"([^"]*)"|(\S+))/giu;

/** The filter for a room, by the title that people see. A title with a quotation mark cannot be typed. */
export const filterFor = ({ id, title }) => `in:"${title && !title.includes('"') ? title : id}"`;

/** A query with the addresses of private and direct rooms in place of their titles. `addressOf(title)` may find none. */
export const withAddresses = (query, addressOf) =>
  query.replace(FILTER, (typed, quoted, word) => {
    const address = addressOf(quoted ?? word);
    return address ? `in:${address}` : typed;
  });

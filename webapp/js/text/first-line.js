import { plainText } from './markdown.js';

const LONGEST = 140;

/** The first line of a message as plain text, shortened to fit on one line. */
export function firstLine(text) {
  const line = plainText(text).trimStart().split('\n', 1)[0];
  return line.length > LONGEST ? `${line.slice(0, LONGEST).trimEnd()}…` : line;
}

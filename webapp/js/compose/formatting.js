// Loaded on demand, with the first key in the message box, so it imports nothing.

/**
 * An edit: the text between `start` and `end` is replaced by `text`, and then what is between `from` and `to` is selected.
 */
const edit = (start, end, text, from, to = from) => ({ start, end, text, from, to });

const MARKS = { bold: '**', italic: '*', code: '`', strike: '~~' };
/** What stands before the content of a line: quotes, list items and headings. */
const PREFIX = /^(?:[ \t]*(?:>|[-*+]|\d{1,9}[.)]|#{1,6})(?:[ \t]+|$))*[ \t]*/u;
const ITEM = /^([ \t]*)(?:([-*+])|(\d{1,9})([.)]))([ \t]+)/u;
const ADDRESS = /^https?:\/\/[^\s<>]+$/iu;

/** How often a character is repeated at the end or at the start of a text. */
function run(text, character, atEnd) {
  let count = 0;
  while (count < text.length && text.at(atEnd ? -1 - count : count) === character) count++;
  return count;
}

/** Whether a run of marks includes this format: of `***`, both bold and italic. */
function isOn(format, count) {
  if (format === 'italic') return count === 1 || count >= 3;
  return count >= MARKS[format].length;
}

/** How much of a run the format takes. Code may have more than one backtick. */
const taken = (format, count) => (format === 'code' ? count : MARKS[format].length);

/** The marks for a text: code that contains backticks needs more of them. */
function marksFor(format, text) {
  const mark = MARKS[format];
  if (format !== 'code' || !text.includes('`')) return { before: mark, after: mark };
  const fence = '`'.repeat(Math.max(...text.match(/`+/gu).map(each => each.length)) + 1);
  return { before: text.startsWith('`') ? `${fence} ` : fence, after: text.endsWith('`') ? ` ${fence}` : fence };
}

/** The text without the marks that it begins and ends with; `undefined` if it has none. */
function unmarked(text, format) {
  const [character] = MARKS[format];
  const count = Math.min(run(text, character, false), run(text, character, true));
  if (!isOn(format, count) || text.length < 2 * count + 1) return undefined;
  const size = taken(format, count);
  return text.slice(size, -size);
}

/** Takes away the marks around a selection; `undefined` if there are none. */
function unwrap(value, start, end, format) {
  const [character] = MARKS[format];
  const count = Math.min(run(value.slice(0, start), character, true), run(value.slice(end), character, false));
  if (!isOn(format, count)) return undefined;
  const size = taken(format, count);
  return edit(start - size, end + size, value.slice(start, end), start - size, end - size);
}

/** At a caret: leaves marks that are around it, enters a word, or begins the format. */
function toggleAt(value, caret, format) {
  const mark = MARKS[format];
  const off = unwrap(value, caret, caret, format);
  if (off) return off;
  const line = value.slice(value.lastIndexOf('\n', caret - 1) + 1, caret);
  if (value.startsWith(mark, caret) && line.includes(mark)) return edit(caret, caret, '', caret + mark.length);
  const before = value.slice(0, caret).match(/[\p{L}\p{M}\p{N}]+$/u)?.[0] ?? '';
  const after = value.slice(caret).match(/^[\p{L}\p{M}\p{N}]+/u)?.[0] ?? '';
  if (!before || !after) return edit(caret, caret, mark + mark, caret + mark.length);
  const start = caret - before.length;
  const end = caret + after.length;
  const around = unwrap(value, start, end, format);
  if (around) return { ...around, from: caret - (start - around.start), to: caret - (start - around.start) };
  return edit(start, end, mark + value.slice(start, end) + mark, caret + mark.length);
}

/** Each line for itself, since a format ends with its paragraph. */
function toggleLines(value, start, end, format) {
  const lines = value
    .slice(start, end)
    .split('\n')
    .map(line => {
      const [prefix] = line.match(PREFIX);
      const content = line.slice(prefix.length).trimEnd();
      return { prefix, content, rest: line.slice(prefix.length + content.length), bare: unmarked(content, format) };
    });
  const isAllOn = lines.every(({ content, bare }) => !content || bare !== undefined);
  const text = lines
    .map(({ prefix, content, rest, bare }) => {
      const { before, after } = marksFor(format, content);
      const next = !content || (bare !== undefined && !isAllOn) ? content : isAllOn ? bare : before + content + after;
      return prefix + next + rest;
    })
    .join('\n');
  return edit(start, end, text, start, start + text.length);
}

/** Several lines of code are a block, on lines of its own. */
function toggleBlock(value, start, end) {
  const fence = '```\n';
  if (value.slice(0, start).endsWith(fence) && value.slice(end).startsWith('\n```'))
    return edit(start - 4, end + 4, value.slice(start, end), start - 4, end - 4);
  const before = start === 0 || value[start - 1] === '\n' ? fence : `\n${fence}`;
  const after = end === value.length || value[end] === '\n' ? '\n```' : '\n```\n';
  const from = start + before.length;
  return edit(start, end, before + value.slice(start, end) + after, from, from + end - start);
}

/** The edit that gives the selection a format (`bold`, `italic`, `code` or `strike`), or takes it away. */
export function toggle(value, selectionStart, selectionEnd, format) {
  const selected = value.slice(selectionStart, selectionEnd);
  const start = selectionStart + selected.length - selected.trimStart().length;
  const end = selectionEnd - selected.length + selected.trimEnd().length;
  if (start >= end) return toggleAt(value, selectionEnd, format);
  const text = value.slice(start, end);
  if (text.includes('\n'))
    return format === 'code' ? toggleBlock(value, start, end) : toggleLines(value, start, end, format);
  const off = unwrap(value, start, end, format);
  if (off) return off;
  const bare = unmarked(text, format);
  if (bare !== undefined) return edit(start, end, bare, start, start + bare.length);
  const { before, after } = marksFor(format, text);
  const from = start + before.length;
  return edit(start, end, before + text + after, from, from + text.length);
}

/**
 * The edit for a new line within a list: the next item or, where the item is empty, the end of the list. `undefined` outside
 * of lists.
 */
export function nextItem(value, selectionStart, selectionEnd) {
  const begin = value.lastIndexOf('\n', selectionStart - 1) + 1;
  const [marker, indent, bullet, number, closing, space] = value.slice(begin, selectionStart).match(ITEM) ?? [];
  if (marker === undefined) return undefined;
  const end = value.indexOf('\n', selectionEnd);
  const content = value.slice(begin + marker.length, end < 0 ? value.length : end);
  if (!content.trim()) return edit(begin, begin + marker.length + content.length, '\n', begin + 1); // what follows an empty line is no longer the item
  const next = `\n${indent}${bullet ?? Number(number) + 1 + closing}${space}`;
  return edit(selectionStart, selectionEnd, next, selectionStart + next.length);
}

/** The edit that makes the selection a link to a pasted address; `undefined` if it should be pasted as usual. */
export function link(value, start, end, pasted) {
  const text = value.slice(start, end);
  const address = pasted.trim();
  const isLinked = value.slice(0, start).endsWith('](') || (value[start - 1] === '[' && value.startsWith('](', end));
  if (!text.trim() || text.includes('\n') || !ADDRESS.test(address) || ADDRESS.test(text.trim()) || isLinked)
    return undefined;
  const label = text.replace(/[[\]\\]/gu, '\\$&');
  const target = address.replace(/\(/gu, '%28').replace(/\)/gu, '%29');
  const made = `[${label}](${target})`;
  return edit(start, end, made, start + made.length);
}

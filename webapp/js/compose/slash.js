/** A word after a slash: `/etc/hosts` is none. */
const COMMAND = /^\/(\p{L}[\p{L}\p{N}-]*)(?:\s+([^]*))?$/u;

/** A text that is a command, as its `name` and the `rest`; `undefined` for any other text. */
export function commandIn(text) {
  const [, name, rest = ''] = text.match(COMMAND) ?? [];
  return name && { name: name.toLowerCase(), rest: rest.trim() };
}

/** The text to send: a second slash says that it is no command. */
export const unescaped = text => (text.startsWith('//') && commandIn(text.slice(1)) ? text.slice(1) : text);

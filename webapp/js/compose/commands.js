// Loaded on demand, with the first slash, so it imports nothing from the page.

const LONGEST_TOPIC = 250;
const LONGEST_TITLE = 64;
const NEAR = 2;

/** Why a command was not carried out: a `code`, and a text for people. */
export class CommandError extends Error {
  constructor(code, message) {
    super(message);
    this.name = 'CommandError';
    this.code = code;
  }
}

const ERRORS = {
  'unknown-command': ({ name, near }) =>
    near ? `There is no command /${name}. Did you mean /${near}?` : `There is no command /${name}. /help lists all.`,
  'missing-text': ({ name, takes }) => `Something is missing: /${name} ${takes}`,
  'too-long': ({ most }) => `This is too long. There is room for ${most} characters.`,
  'not-allowed': () => 'You may not do that in this room.',
  'no-such-person': ({ person }) => `You have not met anybody called ${person}.`,
  'ambiguous-person': ({ person }) => `Several people are called ${person}. Choose one in the list of people.`,
  'already-here': ({ person }) => `${person} is in this room already.`,
  'public-room': () => 'Everybody can join this room. Share its link instead.',
  'direct-room': () => 'This works in rooms, not in direct messages.',
  lobby: () => 'Nobody can leave the lobby.',
  'name-not-yours': () => 'Your name comes from your sign-in.',
  offline: () => 'You are offline. Try again once you are connected.',
};

function fail(code, facts = {}) {
  throw new CommandError(code, ERRORS[code](facts));
}

function requireOnline({ isOpen }) {
  if (!isOpen) fail('offline');
}

function requireRight({ room }, right) {
  if (room.kind === 'direct') fail('direct-room');
  if (!room.may(right)) fail('not-allowed');
}

function requireShort(text, most) {
  if ([...text].length > most) fail('too-long', { most });
}

const folded = text => text.normalize('NFKC').toLowerCase();

/** The names in a text, each after an `@` or a comma. */
export const namesIn = text =>
  text
    .split(/(?:^|\s+)@|\s*,\s*@?/u)
    .map(name => name.trim())
    .filter(Boolean);

const called = (name, people) => people.filter(person => folded(person.name) === folded(name));

function personCalled(name, people) {
  const found = called(name, people);
  if (!found.length) fail('no-such-person', { person: name });
  if (found.length > 1) fail('ambiguous-person', { person: name });
  return found[0];
}

/** A name may contain a comma itself. */
function peopleCalled(text, people) {
  const whole = text.replace(/^@/u, '');
  const names = called(whole, people).length ? [whole] : namesIn(text);
  return names.map(name => personCalled(name, people));
}

/**
 * What somebody does, as a message in italics: every client shows it well after the author's name. One line, since italics
 * end with a paragraph; the mark that the text does not contain.
 */
export function asAction(text) {
  const line = text.replace(/\s+/gu, ' ').trim();
  const mark = line.includes('*') ? '_' : '*';
  const backslashes = line.match(/\\*$/u)[0].length;
  return `${mark}${line}${backslashes % 2 ? '\\' : ''}${mark}`; // the last one must not hide the mark
}

/** With wide underscores, because Markdown would take the usual ones. */
const SHRUG = '¯\\＿(ツ)＿/¯';

async function invite(page, rest) {
  const { room, roster } = page.talk;
  if (room.kind === 'public') fail('public-room');
  requireRight(page, 'arrange');
  if (!rest) return page.invite();
  requireOnline(page);
  const people = peopleCalled(rest, page.people);
  const member = people.find(person => roster.roleOf(person) !== 'none');
  if (member) fail('already-here', { person: member.name });
  for (const person of people) {
    await room.invite(person);
    page.tell(`${person.name} was added.`);
  }
  return undefined;
}

/**
 * All commands. `takes`: what follows the name, in brackets if it may be missing; `ofPeople`: whether that is people we know
 * from anywhere; `run(page, rest)`: what it does. A new command is a new row.
 */
export const COMMANDS = [
  {
    name: 'me',
    takes: 'what you do',
    what: 'Say what you do, in italics',
    run: (page, rest) => page.say(asAction(rest)),
  },
  {
    name: 'shrug',
    takes: '[text]',
    what: 'Shrug, after your text if there is any',
    run: (page, rest) => page.say(`${rest} ${SHRUG}`.trim()),
  },
  {
    name: 'topic',
    takes: 'text',
    what: 'Set the topic of this room',
    run: (page, rest) => {
      requireRight(page, 'arrange');
      const topic = rest.replace(/\s+/gu, ' ');
      requireShort(topic, LONGEST_TOPIC);
      page.room.setTopic(topic);
    },
  },
  {
    name: 'rename',
    takes: 'name',
    what: 'Give this room another name',
    run: async (page, rest) => {
      requireRight(page, 'moderate');
      requireShort(rest, LONGEST_TITLE);
      requireOnline(page);
      await page.room.setTitle(rest === page.room.id ? '' : rest); // a public room's own name is no title
    },
  },
  {
    name: 'invite',
    takes: '[@person]',
    what: 'Let people into this private room',
    ofPeople: true,
    run: invite,
  },
  {
    name: 'msg',
    takes: '@person',
    what: 'Write to somebody directly',
    ofPeople: true,
    run: (page, rest) => {
      requireOnline(page);
      return page.direct(personCalled(rest.replace(/^@/u, ''), page.people));
    },
  },
  {
    name: 'join',
    takes: 'room',
    what: 'Open a room',
    run: (page, rest) => page.open(rest.replace(/^#\s*/u, '')),
  },
  {
    name: 'leave',
    what: 'Leave this room',
    run: page => (page.isLobby ? fail('lobby') : page.leave()),
  },
  {
    name: 'nick',
    takes: 'name',
    what: 'Change your name',
    run: async (page, rest) => {
      if (page.canRename !== true) fail('name-not-yours');
      requireOnline(page);
      await page.rename(rest);
    },
  },
  {
    name: 'search',
    takes: 'words',
    what: 'Search messages',
    run: (page, rest) => page.search(rest),
  },
  {
    name: 'help',
    what: 'List all commands and shortcuts',
    run: page => page.help(),
  },
];

/** How many letters must be added, removed or changed. */
function distance(one, other) {
  let row = [...other, ''].map((_, n) => n);
  [...one].forEach((letter, i) => {
    const before = row;
    row = [i + 1];
    [...other].forEach((each, n) => {
      row.push(Math.min(before[n] + (letter === each ? 0 : 1), before[n + 1] + 1, row[n] + 1));
    });
  });
  return row.at(-1);
}

/** The command that somebody may have meant. */
function nearest(name) {
  const all = COMMANDS.map(command => ({ name: command.name, away: distance(name, command.name) }));
  const [best] = all.sort((a, b) => a.away - b.away);
  return best.away <= Math.min(NEAR, name.length - 1) ? best.name : undefined;
}

/** Those that begin so. */
export const commandsLike = begun => COMMANDS.filter(({ name }) => name.startsWith(begun.toLowerCase()));

/**
 * Runs a command with its `name` and the `rest`. Throws a `CommandError` if it is unknown, incomplete or not for us, and what
 * the server refuses.
 */
export async function runCommand({ name, rest }, page) {
  const command = COMMANDS.find(each => each.name === name);
  if (!command) fail('unknown-command', { name, near: nearest(name) });
  if (!rest && command.takes && !command.takes.startsWith('[')) fail('missing-text', command);
  await command.run(page, rest);
}

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import {
  asAction,
  CommandError,
  COMMANDS,
  commandsLike,
  namesIn,
  runCommand,
} from '../../../webapp/js/compose/commands.js';
import { commandIn, unescaped } from '../../../webapp/js/compose/slash.js';

const jonas = { id: 'j', name: 'Jonas Weber' };
const rights = { read: 1, write: 1, arrange: 1 };

/** What a command does is written down in `done`. */
function page({ kind = 'private', may = rights, roleOf = () => 'none', ...more } = {}) {
  const done = [];
  const note =
    what =>
    (value, ...others) =>
      void done.push([what, value, ...others].filter(each => each !== undefined));
  const room = {
    kind,
    may: right => right in may,
    setTopic: note('topic'),
    setTitle: note('title'),
    invite: note('invite'),
  };
  return {
    done,
    room,
    talk: { room, roster: { roleOf } },
    people: [jonas, { id: 'a', name: 'Amara' }, { id: 'b', name: 'Amara' }],
    isLobby: false,
    isOpen: true,
    canRename: true,
    ...Object.fromEntries(
      ['say', 'tell', 'open', 'leave', 'direct', 'search', 'rename', 'help'].map(each => [each, note(each)]),
    ),
    invite: note('ask whom to invite'),
    ...more,
  };
}

async function does(text, expected, facts) {
  const to = page(facts);
  await runCommand(commandIn(text), to);
  assert.deepEqual(to.done, expected, text);
}

async function refuses(text, code, facts) {
  const to = page(facts);
  await assert.rejects(runCommand(commandIn(text), to), error => {
    assert.ok(error instanceof CommandError);
    assert.equal(error.code, code, text);
    assert.match(error.message, /^[A-Z].*[^.]{3}\.?$/u);
    return true;
  });
  assert.deepEqual(to.done, []);
}

test('only a word after a slash is a command', () => {
  assert.deepEqual(commandIn('/topic  Build and deploy '), { name: 'topic', rest: 'Build and deploy' });
  assert.deepEqual(commandIn('/ME waves\nand goes'), { name: 'me', rest: 'waves\nand goes' });
  assert.deepEqual(commandIn('/help'), { name: 'help', rest: '' });
  for (const text of ['', '/', '//', '/ me', ' /me', '/etc/hosts', '/2', '/a.b', '//me', 'me /me', '/-x'])
    assert.equal(commandIn(text), undefined, text);
});

test('a second slash makes a command a message', () => {
  assert.equal(unescaped('//topic is a command'), '/topic is a command');
  for (const text of ['// a comment', '//example.org/x', '/etc/hosts', 'plain', '///me'])
    assert.equal(unescaped(text), text);
});

test('an action is in italics, whatever it contains', () => {
  assert.equal(asAction(' waves  at\n@Jonas '), '*waves at @Jonas*');
  assert.equal(asAction('says **hi**'), '_says **hi**_');
  assert.equal(asAction('says \\'), '*says \\\\*');
});

test('people are named after an @ or a comma', () => {
  assert.deepEqual(namesIn('@Jonas Weber @Amara'), ['Jonas Weber', 'Amara']);
  assert.deepEqual(namesIn('Jonas Weber, @Amara,'), ['Jonas Weber', 'Amara']);
  assert.deepEqual(namesIn('a@b'), ['a@b']);
});

test('commands do what they say', async () => {
  await does('/me waves', [['say', '*waves*']]);
  await does('/shrug no idea', [['say', 'no idea ¯\\＿(ツ)＿/¯']]);
  await does('/topic  a \n b', [['topic', 'a b']]);
  await does('/rename Release team', [['title', 'Release team']], { may: { ...rights, moderate: 1 } });
  await does('/invite', [['ask whom to invite']]);
  await does('/invite @jonas weber', [
    ['invite', jonas],
    ['tell', 'Jonas Weber was added.'],
  ]);
  const people = [jonas, { id: 's', name: 'Smith, John' }];
  await does(
    '/invite @Smith, John',
    [
      ['invite', people[1]],
      ['tell', 'Smith, John was added.'],
    ],
    { people },
  );
  await does('/msg @Jonas Weber', [['direct', jonas]]);
  await does('/join #general', [['open', 'general']]);
  await does('/leave', [['leave']]);
  await does('/nick Mira', [['rename', 'Mira']]);
  await does('/search red fox', [['search', 'red fox']]);
  await does('/help', [['help']]);
});

test('what cannot be done is refused by name', async () => {
  await refuses('/topci x', 'unknown-command');
  await refuses('/topic', 'missing-text');
  await refuses(`/topic ${'x'.repeat(251)}`, 'too-long');
  await refuses('/topic x', 'not-allowed', { may: { write: 1 } });
  await refuses('/topic x', 'direct-room', { kind: 'direct' });
  await refuses('/rename x', 'not-allowed');
  await refuses('/rename x', 'offline', { may: { moderate: 1 }, isOpen: false });
  await refuses('/invite @Jonas Weber', 'public-room', { kind: 'public' });
  await refuses('/invite @Jonas Weber', 'not-allowed', { may: {} });
  await refuses('/invite @Nobody', 'no-such-person');
  await refuses('/invite @Amara', 'ambiguous-person');
  await refuses('/invite @Jonas Weber', 'already-here', { roleOf: () => 'member' });
  await refuses('/invite @Jonas Weber', 'offline', { isOpen: false });
  await refuses('/msg', 'missing-text');
  await refuses('/msg @Nobody', 'no-such-person');
  await refuses('/leave', 'lobby', { isLobby: true });
  await refuses('/nick x', 'name-not-yours', { canRename: 'account' });
  await refuses('/constructor', 'unknown-command');
});

test('an unknown command names the one that was probably meant', async () => {
  const meant = async text =>
    (await runCommand(commandIn(text), page()).catch(({ message }) => message)).match(/Did you mean (.*)\?/u)?.[1];
  assert.equal(await meant('/topci'), '/topic');
  assert.equal(await meant('/jion lobby'), '/join');
  assert.equal(await meant('/hepl'), '/help');
  assert.equal(await meant('/xyzzy'), undefined);
  assert.equal(await meant('/x'), undefined);
});

test('a refusal of the server is passed on', async () => {
  const to = page();
  to.room.invite = () => Promise.reject(Object.assign(new Error(), { code: 'forbidden' }));
  await assert.rejects(runCommand(commandIn('/invite @Jonas Weber'), to), { code: 'forbidden' });
});

test('a slash and some letters list the commands that begin so', () => {
  assert.equal(commandsLike('').length, COMMANDS.length);
  assert.deepEqual(
    commandsLike('M').map(({ name }) => name),
    ['me', 'msg'],
  );
  assert.deepEqual(commandsLike('xyz'), []);
});

test('the documentation lists exactly these commands', async () => {
  const documented = (await readFile(new URL('../../../docs/shortcuts.md', import.meta.url), 'utf8'))
    .split('\n')
    .flatMap(line =>
      [...line.matchAll(/^\| `\/(.*)`\s+\| (.*?)\s+\|$/gu)].map(([, typed, what]) => `${typed}: ${what}`),
    );
  const listed = COMMANDS.map(({ name, takes, what }) => `${takes ? `${name} ${takes}` : name}: ${what}`);
  assert.deepEqual(documented, listed);
});

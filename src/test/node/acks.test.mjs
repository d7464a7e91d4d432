import assert from 'node:assert/strict';
import { afterEach } from 'node:test';
import { test } from './support/host.mjs';
import { Talker, everybodyGoes, inRoom, unusedRoom, words } from './support/talker.mjs';

afterEach(everybodyGoes);

test('every command is answered through its callback', async () => {
  const room = unusedRoom();
  const mira = new Talker('/parley');
  const welcome = await mira.ask('hello', { name: 'Mira Okafor' });
  assert.deepEqual([welcome.type, welcome.protocol, welcome.member.name], ['welcome', 1, 'Mira Okafor']);
  const joined = await mira.join(room);
  assert.deepEqual(
    [joined.type, joined.room, joined.head, joined.recovered, joined.online],
    ['joined', room, 0, false, 1],
  );
  const ack = await mira.post(room, 'Good morning');
  assert.deepEqual([ack.type, ack.room, ack.offset], ['ack', room, 1]);
  assert.ok(ack.position && ack.at);
  assert.equal((await mira.ask('history', { room })).messages[0].text, 'Good morning');
  assert.ok((await mira.ask('rooms')).rooms);
  assert.equal((await mira.ask('ping')).type, 'pong');
  assert.equal((await mira.ask('leave', { room })).type, 'ack');
  assert.deepEqual(
    mira.heard.filter(({ type }) => ['welcome', 'joined', 'ack', 'history', 'rooms', 'pong'].includes(type)),
    [],
    'and not as an event, too',
  );
});

test('a command is answered by an event when it has no callback', async () => {
  const room = unusedRoom();
  const mira = await Talker.named('Mira');
  mira.socket.emit('join', { room });
  assert.equal((await mira.next('joined')).room, room);
  mira.socket.emit('post', { room, text: 'Good morning', ref: 'p1' });
  const ack = await mira.next('ack');
  assert.deepEqual([ack.ref, ack.offset], ['p1', 1]);
  mira.socket.emit('ping', { ref: 'p2' });
  assert.equal((await mira.next('pong')).ref, 'p2');
});

test('a refused command is told so through its callback, with a code', async () => {
  const mira = await Talker.named('Mira');
  const refusals = [
    ['post', { room: unusedRoom(), text: 'hello?' }, 'not-joined'],
    ['post', { room: unusedRoom() }, 'invalid'],
    ['hello', { name: 'Again' }, 'already-named'],
    ['join', { room: '' }, 'invalid'],
    ['dance', {}, 'unknown-type'],
    ['constructor', {}, 'unknown-type'],
  ];
  for (const [type, body, code] of refusals) {
    const reply = await mira.ask(type, body);
    assert.deepEqual([reply.type, reply.code], ['error', code], type);
    assert.equal(typeof reply.message, 'string');
  }
});

test('before the hello nothing but hello and ping is answered', async () => {
  const nobody = new Talker('/parley');
  assert.equal((await nobody.join(unusedRoom())).code, 'hello-first');
  assert.equal((await nobody.ask('ping')).type, 'pong');
});

test('a payload that is no object is refused, and nothing else happens', async () => {
  const mira = await Talker.named('Mira');
  for (const payload of [null, 'text', 7, true, [], [{}]]) {
    assert.equal((await mira.ask('join', payload)).type, 'error', JSON.stringify(payload));
  }
  assert.equal((await mira.socket.timeout(30_000).emitWithAck('join')).type, 'error');
  assert.equal((await mira.ask('ping')).type, 'pong');
  assert.equal(mira.heard.filter(({ type }) => type === 'disconnect').length, 0);
});

for (const transport of ['polling', 'websocket']) {
  test(`binary arguments by ${transport} are refused, and the connection goes on`, async () => {
    const room = unusedRoom();
    const mira = await Talker.named('Mira', { transports: [transport] });
    await mira.join(room);
    const bytes = Buffer.from([1, 2, 3]);
    assert.equal((await mira.ask('post', bytes)).type, 'error');
    assert.equal((await mira.ask('post', { room, text: bytes })).type, 'error');
    await mira.ask('dance', { steps: [bytes, { twice: bytes }] });
    assert.equal((await mira.post(room, 'in words')).type, 'ack');
    assert.deepEqual(await mira.reads(room, 1), ['in words']);
    assert.equal(mira.heard.filter(({ type }) => type === 'disconnect').length, 0);
  });
}

test('a callback with a timeout gets the reply in time', async () => {
  const mira = await Talker.named('Mira');
  const [late, reply] = await new Promise(resolve =>
    mira.socket.timeout(10_000).emit('ping', {}, (...args) => resolve(args)),
  );
  assert.equal(late, null);
  assert.equal(reply.type, 'pong');
});

test('a callback with a timeout is told of it when the server is out of reach, and the command is never sent', async () => {
  const room = unusedRoom();
  const mira = await Talker.named('Mira');
  await mira.join(room);
  await mira.next('offset');
  await mira.away(async () => {
    await assert.rejects(mira.socket.timeout(100).emitWithAck('post', { room, text: 'lost' }), /timed out/);
  });
  await mira.post(room, 'kept');
  assert.deepEqual(await mira.reads(room, 1), ['kept']);
});

test('pages of history lead back to the first message', async () => {
  const room = unusedRoom();
  const mira = await Talker.named('Mira');
  await mira.join(room);
  for (const text of words(25)) await mira.post(room, text);
  const read = [];
  let before;
  do {
    const page = await mira.ask('history', { room, limit: 10, ...(before && { before }) });
    read.unshift(...page.messages.map(({ text }) => text));
    before = page.older;
  } while (before);
  assert.deepEqual(read, words(25));
});

test('who has left a room hears nothing more of it', async () => {
  const room = unusedRoom();
  const mira = await Talker.named('Mira');
  const jonas = await Talker.named('Jonas');
  await mira.join(room);
  await jonas.join(room);
  await mira.hears(1, ({ type, body }) => type === 'member-joined' && body.member.name === 'Jonas');
  await jonas.ask('leave', { room });
  await mira.hears(1, ({ type, body }) => type === 'member-left' && body.member.name === 'Jonas');
  await mira.post(room, 'is anybody there?');
  assert.equal((await jonas.ask('ping')).type, 'pong');
  assert.equal(jonas.heard.filter(inRoom(room)).length, 0);
});

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { afterEach } from 'node:test';
import { Host, hostTest, test } from './support/host.mjs';
import { Talker, everybodyGoes, inRoom, unusedRoom, words } from './support/talker.mjs';

afterEach(everybodyGoes);

const stubborn = { retries: 20, ackTimeout: 5_000 };

test('a client that retries gets every event acknowledged, also those without a callback', async () => {
  const room = unusedRoom();
  const mira = await Talker.named('Mira', stubborn);
  mira.socket.emit('join', { room });
  for (const text of words(20)) mira.socket.emit('post', { room, text, ref: randomUUID() });
  assert.deepEqual(await mira.reads(room, 20), words(20));
  assert.equal((await mira.socket.emitWithAck('ping', {})).type, 'pong');
  assert.deepEqual(mira.texts(room), words(20));
});

test('what a client sends again after a cut is stored once if it says the same ref', async () => {
  const room = unusedRoom();
  const jonas = await Talker.named('Jonas');
  await jonas.join(room);
  const mira = await Talker.named('Mira', { ...stubborn, transports: ['websocket'] });
  await mira.socket.emitWithAck('join', { room });
  await mira.next('offset');
  let sent = 0;
  const posts = words(30).map(text => {
    const ref = randomUUID();
    return mira.socket.emitWithAck('post', { room, text, ref });
  });
  // Cuts that follow at once on the client's writing: the post may have come, its ack is lost.
  mira.manager.on('open', () =>
    mira.manager.engine.on('packetCreate', ({ type }) => {
      if (type === 'message' && ++sent % 7 === 0) setImmediate(() => mira.hangUp());
    }),
  );
  mira.hangUp();
  const acks = await Promise.all(posts);
  assert.deepEqual(
    acks.map(({ offset }) => offset),
    words(30).map((_, n) => n + 1),
  );
  assert.deepEqual(await jonas.reads(room, 30), words(30));
  await mira.until('all messages', () => mira.texts(room).length >= 30);
  assert.deepEqual(mira.texts(room), words(30));
});

test('a post that is repeated by hand is answered with the place of the first one', async () => {
  const room = unusedRoom();
  const mira = await Talker.named('Mira');
  await mira.join(room);
  const first = await mira.post(room, 'told once', 'once');
  const again = await mira.post(room, 'told once', 'once');
  assert.deepEqual(again, first);
  assert.equal((await mira.post(room, 'told otherwise', 'once')).code, 'conflict');
  await mira.post(room, 'The end');
  assert.deepEqual(await mira.reads(room, 2), ['told once', 'The end']);
});

test('posts without a ref are posts of their own', async () => {
  const room = unusedRoom();
  const mira = await Talker.named('Mira');
  await mira.join(room);
  const refs = [(await mira.post(room, 'yes')).ref, (await mira.post(room, 'yes')).ref];
  assert.deepEqual(await mira.reads(room, 2), ['yes', 'yes']);
  assert.notEqual(refs[0], refs[1]);
});

const documented = { retries: 5, ackTimeout: 10_000 };

/** Posts with refs and without callbacks, as the documentation shows it. */
function emitAll(talker, room, texts) {
  for (const text of texts) talker.socket.emit('post', { room, text, ref: randomUUID() });
}

/** What the room's log says, as somebody else reads it. */
async function logOf(room, reader) {
  await reader.join(room);
  const read = [];
  let before;
  do {
    const page = await reader.ask('history', { room, limit: 100, ...(before && { before }) });
    read.unshift(...page.messages.map(({ text }) => text));
    before = page.older;
  } while (before);
  return read;
}

test('more posts than the rate allows are all stored, once and in order', async () => {
  const room = unusedRoom();
  const mira = await Talker.named('Mira', documented);
  mira.socket.emit('join', { room });
  emitAll(mira, room, words(200));
  assert.deepEqual(await mira.reads(room, 200), words(200));
});

test('posts that are queued before the join are stored', async () => {
  const room = unusedRoom();
  const mira = new Talker('/parley', { auth: { name: 'Mira', key: randomUUID() }, ...documented });
  emitAll(mira, room, words(20));
  mira.socket.emit('join', { room });
  await mira.next('welcome');
  const jonas = await Talker.named('Jonas');
  await jonas.join(room);
  assert.deepEqual(await jonas.reads(room, 20), words(20));
});

test('posts that are sent before the hello are stored after it', async () => {
  const room = unusedRoom();
  const mira = new Talker('/parley');
  const posts = words(3).map((text, n) => mira.post(room, text, `p${n}`));
  assert.equal((await mira.ask('hello', { name: 'Mira', key: randomUUID() })).type, 'welcome');
  assert.deepEqual(
    (await Promise.all(posts)).map(({ offset }) => offset),
    [1, 2, 3],
  );
});

test('posts without retries wait for the rate, too, and keep their order', async () => {
  const room = unusedRoom();
  const mira = await Talker.named('Mira');
  await mira.join(room);
  const replies = await Promise.all(words(150).map((text, n) => mira.post(room, text, `p${n}`)));
  assert.deepEqual(
    replies.map(({ offset }) => offset),
    words(150).map((_, n) => n + 1),
  );
  assert.deepEqual(await mira.reads(room, 150), words(150));
});

test('a post without a ref does not overtake one that waits', async () => {
  const room = unusedRoom();
  const mira = await Talker.named('Mira');
  await mira.join(room);
  const posts = words(130).map((text, n) => mira.post(room, text, n % 3 === 2 ? undefined : `p${n}`));
  const stored = new Set((await Promise.all(posts)).filter(({ type }) => type === 'ack').map(({ offset }) => offset));
  await mira.hears(stored.size, inRoom(room));
  const numbers = mira.texts(room).map(text => Number(text.split(' ')[1]));
  assert.deepEqual(
    numbers,
    numbers.toSorted((a, b) => a - b),
  );
  assert.ok(numbers.length > 100);
});

test('a post that the client sends again while it waits is stored once', async () => {
  const room = unusedRoom();
  const mira = await Talker.named('Mira', { retries: 50, ackTimeout: 150 });
  mira.socket.emit('join', { room });
  emitAll(mira, room, words(130));
  assert.deepEqual(await mira.reads(room, 130), words(130));
  await mira.post(room, 'The end', 'end');
  await mira.reads(room, 131);
  assert.deepEqual(await logOf(room, await Talker.named('Jonas')), [...words(130), 'The end']);
});

test('a join that the rate refuses is carried out later', async () => {
  const mira = await Talker.named('Mira');
  for (let n = 0; n < 120; n++) mira.socket.emit('ping', {});
  const room = unusedRoom();
  assert.equal((await mira.join(room)).type, 'joined');
});

test('a refusal that waiting cannot cure is told at once, and the next post goes on', async () => {
  const room = unusedRoom();
  const mira = await Talker.named('Mira', documented);
  const refused = mira.socket.emitWithAck('post', { room, text: ' ', ref: 'blank' });
  const stored = mira.socket.emitWithAck('post', { room, text: 'in words', ref: 'words' });
  assert.equal((await refused).code, 'invalid');
  assert.equal((await stored).type, 'ack');
});

hostTest('posts that are queued over a restart are stored before the client has joined again', async () => {
  const room = unusedRoom();
  const host = await Host.fresh();
  const mira = await Talker.named('Mira', { host, ...documented });
  mira.socket.disconnect();
  await host.stop();
  emitAll(mira, room, words(10));
  await host.start();
  mira.socket.connect();
  const jonas = await Talker.named('Jonas', { host });
  await jonas.join(room);
  assert.deepEqual(await jonas.reads(room, 10), words(10));
});

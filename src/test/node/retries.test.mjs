import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { afterEach } from 'node:test';
import { test } from './support/host.mjs';
import { Talker, everybodyGoes, unusedRoom, words } from './support/talker.mjs';

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
  mira.manager.on('open', () => mira.manager.engine.on('packetCreate', ({ type }) => {
    if (type === 'message' && ++sent % 7 === 0) setImmediate(() => mira.hangUp());
  }));
  mira.hangUp();
  const acks = await Promise.all(posts);
  assert.deepEqual(acks.map(({ offset }) => offset), words(30).map((_, n) => n + 1));
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

import assert from 'node:assert/strict';
import { afterEach } from 'node:test';
import { Host, hostTest, redis } from '../support/host.mjs';
import { Talker, everybodyGoes, unusedRoom, words } from '../support/talker.mjs';

afterEach(everybodyGoes);

/** Longer than servers and Redis adapters usually remember a client. */
const LONG = 11_000;

/** Mira at the first server, Jonas at the second, both in a room. */
async function two(transports = ['websocket']) {
  const [one, other] = await Promise.all(['one', 'two'].map(Host.named));
  const room = unusedRoom();
  const mira = await Talker.named('Mira', { host: one, transports });
  const jonas = await Talker.named('Jonas', { host: other, transports: ['websocket'] });
  for (const talker of [mira, jonas]) {
    await talker.join(room);
    await talker.next('offset');
  }
  return { one, other, room, mira, jonas };
}

async function say(talker, room, texts) {
  for (const text of texts) assert.equal((await talker.post(room, text)).type, 'ack');
}

function assertRecovered(talker, id) {
  assert.deepEqual([talker.recovered, talker.id], [true, id]);
}

for (const transport of ['polling', 'websocket']) {
  hostTest(`by ${transport}, a session goes on at another server with what was missed, once and in order`, async () => {
    const { one, other, room, mira, jonas } = await two([transport]);
    const { id } = mira;
    await say(jonas, room, words(3, 'before'));
    await mira.reads(room, 3);
    mira.lead(other);
    await mira.away(() => say(jonas, room, words(10, 'meanwhile')));
    assertRecovered(mira, id);
    mira.lead(one);
    await mira.away(() => say(jonas, room, ['later']));
    assertRecovered(mira, id);
    assert.equal((await mira.post(room, 'I am back')).type, 'ack', 'and it is in the room still');
    assert.deepEqual(await mira.reads(room, 15), [
      ...words(3, 'before'),
      ...words(10, 'meanwhile'),
      'later',
      'I am back',
    ]);
  });
}

hostTest('a session that is recovered again and again at both servers gets nothing twice', async () => {
  const { one, other, room, mira, jonas } = await two();
  const { id } = mira;
  mira.lead(other);
  await mira.away(() => say(jonas, room, words(3)));
  await mira.reads(room, 3);
  for (const host of [one, one, other, other, one]) {
    mira.lead(host);
    await mira.away();
    assertRecovered(mira, id);
  }
  await say(jonas, room, ['end']);
  assert.deepEqual(await mira.reads(room, 4), [...words(3), 'end']);
});

hostTest('fifty quick reconnects to one server and the other are all recovered', async () => {
  const { one, other, room, mira, jonas } = await two();
  const { id } = mira;
  const spoken = say(jonas, room, words(100));
  for (let n = 0; n < 50; n++) {
    const before = mira.heard.length;
    mira.lead(n % 2 ? one : other);
    mira.hangUp();
    await mira.next('connect', before);
    assertRecovered(mira, id);
  }
  await spoken;
  assert.deepEqual(await mira.reads(room, 100), words(100));
});

hostTest('sessions of a server that is killed go on at the other', async () => {
  const { one, other, room, mira, jonas } = await two();
  const { id } = mira;
  await say(jonas, room, words(3, 'before'));
  await mira.reads(room, 3);
  mira.lead(other);
  const before = mira.heard.length;
  const posted = say(jonas, room, words(20));
  await one.kill();
  await mira.next('connect', before);
  assertRecovered(mira, id);
  await posted;
  await one.start();
  mira.lead(one);
  await mira.away(() => say(jonas, room, ['end']));
  assertRecovered(mira, id);
  assert.deepEqual(await mira.reads(room, 24), [...words(3, 'before'), ...words(20), 'end']);
});

hostTest('sessions are recovered while Redis is away and after its return', async () => {
  const { one, other, room, mira, jonas } = await two();
  const { id } = mira;
  await redis('kill');
  mira.lead(other);
  await mira.away(() => say(jonas, room, words(5)));
  assertRecovered(mira, id);
  await redis('start');
  mira.lead(one);
  await mira.away(() => say(jonas, room, words(5, 'after')));
  assertRecovered(mira, id);
  await say(jonas, room, ['end']);
  assert.deepEqual(await mira.reads(room, 11), [...words(5), ...words(5, 'after'), 'end']);
});

hostTest('a session is recovered at another server after a long time', async () => {
  const { other, room, mira, jonas } = await two();
  const { id } = mira;
  mira.lead(other);
  await mira.away(async () => {
    await say(jonas, room, words(5));
    await new Promise(resolve => setTimeout(resolve, LONG));
    await say(jonas, room, ['end']);
  });
  assertRecovered(mira, id);
  assert.deepEqual(await mira.reads(room, 6), [...words(5), 'end']);
});

hostTest('who said goodbye is somebody new at the other server, too', async () => {
  const { other, room, mira, jonas } = await two();
  const { id } = mira;
  await jonas.hears(1, ({ type, body }) => type === 'member-joined' && body.member.name === 'Mira');
  mira.socket.disconnect();
  await jonas.hears(1, ({ type, body }) => type === 'member-left' && body.member.name === 'Mira');
  mira.lead(other);
  mira.socket.connect();
  await mira.hears(2, ({ type }) => type === 'connect');
  assert.equal(mira.recovered, false);
  assert.notEqual(mira.id, id);
  assert.equal((await mira.post(room, 'am I here?')).code, 'not-joined');
});

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { afterEach } from 'node:test';
import { test } from './support/host.mjs';
import { Talker, everybodyGoes, unusedRoom, words } from './support/talker.mjs';

afterEach(everybodyGoes);

/** Mira, whose line will break, and Jonas, who speaks meanwhile. */
async function two(rooms, options) {
  const mira = await Talker.named('Mira', options);
  const jonas = await Talker.named('Jonas', { transports: ['websocket'] });
  for (const room of rooms) {
    await jonas.join(room);
    await mira.join(room);
  }
  await mira.hears(rooms.length, ({ type }) => type === 'offset');
  return [mira, jonas];
}

async function say(talker, room, texts) {
  for (const text of texts) assert.equal((await talker.post(room, text)).type, 'ack');
}

function assertRecovered(talker, id) {
  assert.deepEqual([talker.recovered, talker.id], [true, id]);
}

for (const transport of ['polling', 'websocket']) {
  test(`after a cut of ${transport} the same session goes on, with what was missed, once and in order`, async () => {
    const room = unusedRoom();
    const [mira, jonas] = await two([room], { transports: [transport] });
    await say(jonas, room, words(3, 'before'));
    await mira.reads(room, 3);
    const { id } = mira;
    await mira.away(() => say(jonas, room, words(10, 'meanwhile')));
    assertRecovered(mira, id);
    await say(jonas, room, ['after']);
    assert.deepEqual(await mira.reads(room, 14), [...words(3, 'before'), ...words(10, 'meanwhile'), 'after']);
    assert.equal((await mira.post(room, 'I am back')).type, 'ack', 'and it is in the room still');
  });
}

test('a cable that is pulled is a cut as any other', async () => {
  const room = unusedRoom();
  const [mira, jonas] = await two([room], { transports: ['websocket'] });
  const { id } = mira;
  await mira.away(
    () => say(jonas, room, words(3)),
    () => mira.pullTheCable(),
  );
  assertRecovered(mira, id);
  assert.deepEqual(await mira.reads(room, 3), words(3));
});

test('a session that has heard nothing yet is recovered', async () => {
  const mira = new Talker('/parley', { auth: { name: 'Mira', key: randomUUID() } });
  await mira.next('connect');
  const { id } = mira;
  await mira.away();
  assertRecovered(mira, id);
  assert.equal((await mira.join(unusedRoom())).type, 'joined');
});

test('a session in a room where nothing was said is recovered', async () => {
  const room = unusedRoom();
  const [mira, jonas] = await two([room]);
  const { id } = mira;
  await mira.away(() => say(jonas, room, ['first']));
  assertRecovered(mira, id);
  assert.deepEqual(await mira.reads(room, 1), ['first']);
});

test('what others do in a room does not spoil the place in it', async () => {
  const room = unusedRoom();
  const [mira, jonas] = await two([room]);
  await say(jonas, room, ['before']);
  const nora = await Talker.named('Nora');
  await nora.join(room);
  await mira.hears(1, ({ type, body }) => type === 'member-joined' && body.member.name === 'Nora');
  nora.close();
  await mira.hears(1, ({ type, body }) => type === 'member-left' && body.member.name === 'Nora');
  const { id } = mira;
  await mira.away(() => say(jonas, room, ['meanwhile']));
  assertRecovered(mira, id);
  assert.deepEqual(await mira.reads(room, 2), ['before', 'meanwhile']);
});

test('a session is recovered again and again', async () => {
  const room = unusedRoom();
  const [mira, jonas] = await two([room]);
  const { id } = mira;
  for (const [n, text] of words(5).entries()) {
    await mira.away(() => say(jonas, room, [text]));
    assertRecovered(mira, id);
    await mira.reads(room, n + 1); // the client keeps what it has received but not processed, without its offset
  }
  await mira.away();
  await mira.away();
  assertRecovered(mira, id);
  assert.deepEqual(await mira.reads(room, 5), words(5));
  await say(jonas, room, ['after']);
  assert.deepEqual(await mira.reads(room, 6), [...words(5), 'after']);
});

test('several rooms are recovered, each from its own place', async () => {
  const rooms = [unusedRoom(), unusedRoom(), unusedRoom()];
  const [mira, jonas] = await two(rooms);
  for (const [n, room] of rooms.entries()) await say(jonas, room, words(n, 'before'));
  for (const [n, room] of rooms.entries()) await mira.reads(room, n);
  const { id } = mira;
  await mira.away(async () => {
    for (const room of rooms) await say(jonas, room, words(4, 'meanwhile'));
  });
  assertRecovered(mira, id);
  for (const [n, room] of rooms.entries()) {
    assert.deepEqual(await mira.reads(room, n + 4), [...words(n, 'before'), ...words(4, 'meanwhile')]);
  }
});

test('a room that was left is not come back to', async () => {
  const [left, kept] = [unusedRoom(), unusedRoom()];
  const [mira, jonas] = await two([left, kept]);
  await mira.ask('leave', { room: left });
  await mira.hears(3, ({ type }) => type === 'offset');
  const { id } = mira;
  await mira.away(async () => {
    await say(jonas, left, ['not for Mira']);
    await say(jonas, kept, ['for Mira']);
  });
  assertRecovered(mira, id);
  assert.deepEqual(await mira.reads(kept, 1), ['for Mira']);
  assert.equal((await mira.post(left, 'am I here?')).code, 'not-joined');
  assert.deepEqual(mira.texts(left), []);
});

test('a cut just after the answer to a join leaves no room that is silently missing', async () => {
  const room = unusedRoom();
  const [mira, jonas] = await two([unusedRoom()]);
  await jonas.join(room);
  await mira.away(
    () => say(jonas, room, ['meanwhile']),
    () => mira.socket.emit('join', { room }, () => mira.hangUp()),
  );
  if (mira.recovered) assert.deepEqual(await mira.reads(room, 1), ['meanwhile']);
});

test('one who is away for a cut is seen to leave and to come back at most once', async () => {
  const room = unusedRoom();
  const [mira, jonas] = await two([room]);
  await mira.away();
  await mira.post(room, 'I am back');
  await jonas.reads(room, 1);
  const isChange = ({ type, body }) => type.startsWith('member-') && body.room === room && body.member.name === 'Mira';
  const seen = jonas.heard.filter(isChange).length;
  if (seen === 2) await jonas.hears(3, isChange); // a third change within a second is told when that is over
  const changes = jonas.heard.filter(isChange).map(({ type }) => type);
  assert.deepEqual(changes, changes.length > 1 ? ['member-joined', 'member-left', 'member-joined'] : ['member-joined']);
});

// By WebSocket from the start: a client that is closed while it changes to one keeps what it was just given, and tells of it once more when it is back.
test('however often the line breaks, everything comes once and in order', async () => {
  const room = unusedRoom();
  const [mira, jonas] = await two([room], { transports: ['websocket'] });
  const { id } = mira;
  const spoken = say(jonas, room, words(80));
  for (const pause of [0, 1, 3, 7, 15, 30, 60, 90]) {
    await new Promise(resolve => setTimeout(resolve, pause));
    const before = mira.heard.length;
    mira.hangUp();
    await mira.next('connect', before);
    assertRecovered(mira, id);
  }
  await spoken;
  assert.deepEqual(await mira.reads(room, 80), words(80));
});

test('who said goodbye is somebody new when coming back', async () => {
  const room = unusedRoom();
  const [mira, jonas] = await two([room]);
  await say(jonas, room, ['before']);
  await mira.reads(room, 1);
  const { id } = mira;
  mira.socket.disconnect();
  mira.socket.connect();
  await mira.hears(2, ({ type }) => type === 'connect');
  assert.equal(mira.recovered, false);
  assert.notEqual(mira.id, id);
  assert.equal((await mira.post(room, 'am I here?')).code, 'not-joined');
});

const never = {
  pid: ({ pid }) => ['x'.repeat(pid.length), `${pid}x`, '', 7, {}, randomUUID()].map(wrong => ({ pid: wrong })),
  offset: ({ offset }) =>
    ['nonsense', '', `${offset}x`, offset.slice(0, -1), offset.toUpperCase(), 7, {}].map(wrong => ({ offset: wrong })),
};
for (const [what, wrong] of Object.entries(never)) {
  test(`with a wrong ${what} nobody is taken for who was there before`, async () => {
    const room = unusedRoom();
    const [mira, jonas] = await two([room]);
    await say(jonas, room, ['before']);
    await mira.reads(room, 1);
    const given = { pid: mira.socket._pid, offset: mira.socket._lastOffset };
    for (const said of wrong(given)) {
      const stranger = new Talker('/parley', { auth: { ...mira.socket.auth, ...given, ...said } });
      await stranger.next('connect');
      assert.notEqual(stranger.id, mira.id, JSON.stringify(said));
      assert.equal((await stranger.post(room, 'am I here?')).code, 'not-joined', JSON.stringify(said));
      stranger.close();
    }
    assert.equal((await mira.post(room, 'still here')).type, 'ack');
    assert.equal(
      mira.heard.some(({ type }) => type === 'disconnect'),
      false,
    );
  });
}

test('a session is not recovered by somebody else', async () => {
  const room = unusedRoom();
  const [mira, jonas] = await two([room]);
  await say(jonas, room, ['before']);
  await mira.reads(room, 1);
  const {
    id,
    socket: { _pid: pid, _lastOffset: offset },
  } = mira;
  for (const auth of [{ name: 'Eve', key: randomUUID() }, { name: 'Mira', key: randomUUID() }, { name: 'Mira' }]) {
    const eve = new Talker('/parley', { auth: { ...auth, pid, offset } });
    await eve.next('connect');
    assert.notEqual(eve.id, id, JSON.stringify(auth));
    assert.equal((await eve.post(room, 'I am Mira')).code, 'not-joined');
  }
  const nobody = new Talker('/parley', { auth: { pid, offset } });
  await nobody.next('connect');
  assert.notEqual(nobody.id, id);
  assert.equal((await nobody.post(room, 'I am Mira')).code, 'hello-first');
  assert.equal(
    mira.heard.some(({ type }) => type === 'disconnect'),
    false,
  );
});

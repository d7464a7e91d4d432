import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { afterEach } from 'node:test';
import { Host, hostTest } from './support/host.mjs';
import { Talker, everybodyGoes, unusedRoom, words } from './support/talker.mjs';

afterEach(everybodyGoes);

/** Resolves when the talker has noticed the end, and after the server is back is connected again. */
async function over(host, end, talkers) {
  const before = talkers.map(({ heard }) => heard.length);
  await host[end]();
  await Promise.all(talkers.map((talker, n) => talker.next('disconnect', before[n])));
  const gone = talkers.map(({ heard }) => heard.length);
  await host.start();
  await Promise.all(talkers.map((talker, n) => talker.next('connect', gone[n])));
}

for (const end of ['stop', 'kill']) {
  hostTest(`sessions go on after a ${end} of the server, with nothing missed and nothing twice`, async () => {
    const host = await Host.fresh();
    const [here, there] = [unusedRoom(), unusedRoom()];
    const mira = await Talker.named('Mira', { host });
    const jonas = await Talker.named('Jonas', { host, transports: ['websocket'] });
    const polling = await Talker.named('Nora', { host, transports: ['polling'] });
    const all = [mira, jonas, polling];
    for (const talker of all) {
      for (const room of [here, there]) await talker.join(room);
      await talker.hears(2, ({ type }) => type === 'offset');
    }
    for (const text of words(3, 'before')) await jonas.post(here, text);
    for (const talker of all) await talker.reads(here, 3);
    const ids = all.map(({ id }) => id);

    await over(host, end, all);
    assert.deepEqual(
      all.map(({ id, recovered }) => [id, recovered]),
      ids.map(id => [id, true]),
    );
    await jonas.post(there, 'after');
    await mira.post(here, 'after');
    for (const talker of all) {
      assert.deepEqual(await talker.reads(here, 4), [...words(3, 'before'), 'after']);
      assert.deepEqual(await talker.reads(there, 1), ['after']);
    }

    await over(host, end, all);
    assert.deepEqual(
      all.map(({ id, recovered }) => [id, recovered]),
      ids.map(id => [id, true]),
      'once more',
    );
  });
}

hostTest('a client that was away over the whole restart gets what was said before and after it', async () => {
  const host = await Host.fresh();
  const room = unusedRoom();
  const mira = await Talker.named('Mira', { host });
  const key = randomUUID();
  const jonas = await Talker.named('Jonas', { host, auth: { name: 'Jonas', key } });
  await mira.join(room);
  await mira.next('offset');
  await jonas.join(room);
  const { id } = mira;
  await mira.away(async () => {
    for (const text of words(5, 'before')) await jonas.post(room, text);
    await over(host, 'kill', [jonas]);
    for (const text of words(5, 'after')) await jonas.post(room, text);
  });
  assert.deepEqual([mira.id, mira.recovered], [id, true]);
  assert.deepEqual(await mira.reads(room, 10), [...words(5, 'before'), ...words(5, 'after')]);
});

hostTest('posts that a restart interrupts are stored once when the client retries', async () => {
  const host = await Host.fresh();
  const room = unusedRoom();
  const mira = await Talker.named('Mira', { host, retries: 100, ackTimeout: 2_000 });
  await mira.socket.emitWithAck('join', { room });
  await mira.next('offset');
  const posts = words(40).map(text => mira.socket.emitWithAck('post', { room, text, ref: randomUUID() }));
  await posts[5];
  await host.kill();
  await host.start();
  const acks = await Promise.all(posts);
  assert.deepEqual(
    acks.map(({ offset }) => offset),
    words(40).map((_, n) => n + 1),
  );
  await mira.reads(room, 40);
  assert.deepEqual(mira.texts(room), words(40));
});

hostTest("the tutorial's people go on after a restart under the names that they had", async () => {
  const host = await Host.fresh();
  const mira = await Talker.inTutorial({ host });
  const jonas = await Talker.inTutorial({ host });
  mira.socket.emit('new-user', 'Mira');
  await mira.next('offset');
  await jonas.socket.timeout(10_000).emitWithAck('new-user', 'Jonas');
  mira.socket.emit('send-chat-message', 'before');
  await jonas.next('chat-message');
  await mira.next('user-connected');
  const ids = [mira.id, jonas.id];

  await over(host, 'kill', [mira, jonas]);
  assert.deepEqual(
    [
      [mira.id, mira.recovered],
      [jonas.id, jonas.recovered],
    ],
    ids.map(id => [id, true]),
  );
  mira.socket.emit('send-chat-message', 'after');
  const said = await jonas.hears(2, ({ type }) => type === 'chat-message');
  assert.deepEqual(
    said.map(({ body }) => body),
    [
      { message: 'before', name: 'Mira' },
      { message: 'after', name: 'Mira' },
    ],
  );
  assert.equal(
    mira.heard.some(({ type }) => type === 'chat-message'),
    false,
  );
});

hostTest('a server without its log takes nobody for somebody it knows', async () => {
  const first = await Host.fresh();
  const room = unusedRoom();
  const mira = await Talker.named('Mira', { host: first });
  await mira.join(room);
  await mira.next('offset');
  await mira.post(room, 'said there');
  await mira.reads(room, 1);
  const {
    id,
    socket: { _pid: pid, _lastOffset: offset, auth },
  } = mira;
  const second = await Host.fresh();
  const stranger = new Talker('/parley', { host: second, auth: { ...auth, pid, offset } });
  await stranger.next('welcome');
  assert.notEqual(stranger.id, id);
  assert.equal((await stranger.post(room, 'am I here?')).code, 'not-joined');
});

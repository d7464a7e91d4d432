import assert from 'node:assert/strict';
import { afterEach } from 'node:test';
import { NodeWebSocket, NodeXHR } from 'socket.io-client';
import { test } from './support/host.mjs';
import { Talker, everybodyGoes, unusedRoom, words } from './support/talker.mjs';

afterEach(everybodyGoes);

for (const transport of ['polling', 'websocket']) {
  test(`two people talk by ${transport} alone`, async () => {
    const room = unusedRoom();
    const mira = await Talker.named('Mira', { transports: [transport] });
    const jonas = await Talker.named('Jonas', { transports: [transport] });
    await mira.join(room);
    await jonas.join(room);
    const ack = await mira.post(room, 'Good morning');
    await jonas.post(room, 'Good morning, Mira');
    for (const talker of [mira, jonas]) {
      assert.deepEqual(await talker.reads(room, 2), ['Good morning', 'Good morning, Mira']);
      assert.equal(talker.transport, transport);
    }
    assert.deepEqual([ack.type, ack.offset], ['ack', 1]);
  });

  test(`what people write comes through ${transport} as it was written`, async () => {
    const room = unusedRoom();
    const mira = await Talker.named('Mira', { transports: [transport] });
    await mira.join(room);
    const texts = [
      '\u001e 4 b 2probe',
      '"quoted" \\ 451-["x"]',
      'é ü 漢字 😀',
      '😀'.repeat(8_000),
      'a\nb\tc',
      '[1,2,{"_placeholder":true,"num":0}]',
    ];
    // A separator of packets is a control character, which no message may have; inside JSON it is escaped and splits nothing.
    assert.equal((await mira.post(room, texts.shift())).code, 'invalid');
    for (const text of texts) assert.equal((await mira.post(room, text)).type, 'ack');
    assert.deepEqual(await mira.reads(room, texts.length), texts);
  });

  test(`many messages at once go out and come in by ${transport} in their order`, async () => {
    const room = unusedRoom();
    const mira = await Talker.named('Mira', { transports: [transport] });
    const jonas = await Talker.named('Jonas', { transports: [transport] });
    await jonas.join(room);
    await mira.join(room);
    const acks = await Promise.all(words(90).map(text => mira.post(room, text)));
    assert.deepEqual(
      acks.map(({ offset }) => offset),
      words(90).map((_, n) => n + 1),
    );
    assert.deepEqual(await jonas.reads(room, 90), words(90));
  });
}

test('fifty messages each way cross the upgrade in order, none lost, none twice', async () => {
  const room = unusedRoom();
  const jonas = await Talker.named('Jonas', { transports: ['websocket'] });
  await jonas.join(room);
  let upgrade;
  const gate = new Promise(resolve => (upgrade = resolve));
  class Late extends NodeWebSocket {
    doOpen() {
      gate.then(() => super.doOpen());
    }
  }
  const mira = await Talker.named('Mira', { transports: [NodeXHR, Late] });
  await mira.join(room);
  const carriers = new Set();
  const speak = async (talker, name) => {
    for (const [n, text] of words(50, name).entries()) {
      if (n === 15) upgrade();
      if (n === 40) await mira.upgraded();
      // Two at a time: one may be on the old way while the other is on the new one.
      await Promise.all([talker.post(room, text), n % 2 && talker.ask('ping')]);
      carriers.add(mira.transport);
    }
  };
  await Promise.all([speak(mira, 'Mira'), speak(jonas, 'Jonas')]);
  assert.deepEqual([...carriers], ['polling', 'websocket']);
  const seen = await mira.reads(room, 100);
  assert.deepEqual(await jonas.reads(room, 100), seen);
  assert.deepEqual(
    seen.filter(text => text.startsWith('Mira')),
    words(50, 'Mira'),
  );
  assert.deepEqual(
    seen.filter(text => text.startsWith('Jonas')),
    words(50, 'Jonas'),
  );
});

test('a command that is under way when the transport changes is answered', async () => {
  const mira = new Talker('/parley', { auth: { name: 'Mira' } });
  await mira.next('connect');
  const pongs = [];
  while (mira.transport !== 'websocket' && pongs.length < 60) pongs.push(await mira.ask('ping'));
  await mira.upgraded();
  pongs.push(await mira.ask('ping'));
  assert.ok(pongs.every(({ type }) => type === 'pong'));
});

test('a connection lives over many pings on either transport', async () => {
  const talkers = await Promise.all(
    ['polling', 'websocket'].map(transport => Talker.named(transport, { transports: [transport] })),
  );
  const pings = talkers.map(
    ({ manager }) =>
      new Promise(resolve => {
        let left = 2;
        manager.on('ping', () => --left || resolve());
      }),
  );
  await Promise.all(pings);
  for (const talker of talkers) {
    assert.equal((await talker.ask('ping')).type, 'pong');
    assert.equal(talker.heard.filter(({ type }) => type === 'connect').length, 1);
  }
});

for (const transports of [['polling'], ['websocket'], ['polling', 'websocket']]) {
  test(`bytes in base64 end nothing by ${transports.join(' and ')}`, async () => {
    const room = unusedRoom();
    const mira = await Talker.named('Mira', { transports, forceBase64: true });
    await mira.join(room);
    if (transports.includes('websocket')) await mira.upgraded();
    const bytes = Buffer.from([1, 2, 3]);
    assert.equal((await mira.ask('post', { room, text: bytes })).type, 'error');
    assert.equal((await mira.post(room, 'in words')).type, 'ack');
    assert.deepEqual(await mira.reads(room, 1), ['in words']);
    assert.equal(mira.heard.filter(({ type }) => type === 'disconnect').length, 0);
  });
}

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { afterEach } from 'node:test';
import { test } from './support/host.mjs';
import { Talker, everybodyGoes } from './support/talker.mjs';

afterEach(everybodyGoes);

// All of them are in one room, where those of other tests may be still leaving.
const someone = name => `${name} ${randomUUID().slice(0, 8)}`;
const about = (type, name) => event => event.type === type && (event.body === name || event.body.name === name);

async function enter(talker, name) {
  assert.notEqual((await talker.socket.timeout(20_000).emitWithAck('new-user', name)).type, 'error');
  return name;
}

test('those who are there see who comes, what they say and who goes', async () => {
  const [mira, jonas] = [await Talker.inTutorial(), await Talker.inTutorial()];
  await enter(mira, someone('Mira'));
  const name = someone('Jonas');
  jonas.socket.emit('new-user', name);
  jonas.socket.emit('send-chat-message', 'Good morning');
  const [came] = await mira.hears(1, about('user-connected', name));
  const [said] = await mira.hears(1, about('chat-message', name));
  assert.equal(came.body, name);
  assert.deepEqual(said.body, { message: 'Good morning', name });
  for (const { args } of [came, said]) {
    assert.equal(args.length, 2);
    assert.equal(typeof args[1], 'string', 'where recovery begins');
  }
  jonas.close();
  const [went] = await mira.hears(1, about('user-disconnected', name));
  assert.equal(went.body, name);
});

test('nobody hears of themselves', async () => {
  const [mira, jonas] = [await Talker.inTutorial(), await Talker.inTutorial()];
  const name = await enter(mira, someone('Mira'));
  const other = await enter(jonas, someone('Jonas'));
  const ack = await mira.socket.timeout(10_000).emitWithAck('send-chat-message', 'to the others');
  assert.equal(ack.type, 'ack');
  jonas.socket.emit('send-chat-message', 'The end');
  await mira.hears(1, about('chat-message', other));
  assert.deepEqual(
    mira.heard.filter(({ body }) => body === name || body?.name === name),
    [],
  );
});

for (const given of [undefined, '', ' ', null, 'x'.repeat(65)]) {
  test(`who gives ${given === undefined ? 'no name' : JSON.stringify(given)?.slice(0, 9)} hears the others, and is not seen`, async () => {
    const [mira, nobody] = [await Talker.inTutorial(), await Talker.inTutorial()];
    if (given !== undefined) nobody.socket.emit('new-user', given);
    const name = await enter(mira, someone('Mira'));
    const jonas = await Talker.inTutorial();
    const other = await enter(jonas, someone('Jonas'));
    const message = someone('for all');
    mira.socket.emit('send-chat-message', message);
    jonas.close();
    await nobody.hears(1, about('user-connected', name));
    await nobody.hears(1, about('user-connected', other));
    const [said] = await nobody.hears(1, ({ type, body }) => type === 'chat-message' && body.message === message);
    assert.deepEqual(said.body, { message, name });
    await nobody.hears(1, about('user-disconnected', other));
    nobody.close();
    await enter(await Talker.inTutorial(), someone('Anna'));
    assert.deepEqual(
      mira.heard.filter(({ type, body }) => type.startsWith('user-') && (!body || body.startsWith('Guest'))),
      [],
    );
  });
}

test('people who come at the same moment hear of each other', async () => {
  for (let round = 0; round < 10; round++) {
    const couple = [await Talker.inTutorial(), await Talker.inTutorial()];
    const names = [someone('Mira'), someone('Jonas')];
    couple.forEach((talker, n) => talker.socket.emit('new-user', names[n]));
    await couple[0].hears(1, about('user-connected', names[1]));
    await couple[1].hears(1, about('user-connected', names[0]));
    for (const talker of couple) talker.close();
  }
});

test('who is refused a name may give another', async () => {
  const [mira, jonas] = [await Talker.inTutorial(), await Talker.inTutorial()];
  mira.socket.emit('new-user', '');
  await mira.next('error');
  const name = await enter(mira, someone('Mira'));
  await jonas.hears(1, about('user-connected', name));
  assert.equal((await mira.socket.timeout(10_000).emitWithAck('new-user', 'Another')).code, 'already-named');
});

for (const transport of ['polling', 'websocket']) {
  test(`bytes by ${transport} are no name and no message`, async () => {
    const [mira, jonas] = [await Talker.inTutorial({ transports: [transport] }), await Talker.inTutorial()];
    const bytes = Buffer.from('hello');
    assert.equal((await mira.socket.timeout(10_000).emitWithAck('new-user', bytes)).code, 'malformed');
    const name = await enter(mira, someone('Mira'));
    for (const message of [bytes, { deep: [bytes] }]) {
      assert.equal((await mira.socket.timeout(10_000).emitWithAck('send-chat-message', message)).code, 'malformed');
    }
    mira.socket.emit('send-chat-message', 'in words');
    const said = await jonas.hears(1, about('chat-message', name));
    assert.equal(said[0].body.message, 'in words');
  });
}

test('who speaks before giving a name is a guest', async () => {
  const [mira, guest] = [await Talker.inTutorial(), await Talker.inTutorial()];
  await enter(mira, someone('Mira'));
  const message = someone('who am I');
  guest.socket.emit('send-chat-message', message);
  const [said] = await mira.hears(1, ({ type, body }) => type === 'chat-message' && body.message === message);
  assert.deepEqual(said.body, { message, name: 'Guest' });
  const name = await enter(guest, someone('Jonas'));
  await mira.hears(1, about('user-connected', name));
});

test('no history is sent to those who come', async () => {
  const mira = await Talker.inTutorial();
  const name = await enter(mira, someone('Mira'));
  await mira.socket.timeout(10_000).emitWithAck('send-chat-message', 'old');
  const jonas = await Talker.inTutorial();
  await enter(jonas, someone('Jonas'));
  const message = someone('new');
  mira.socket.emit('send-chat-message', message);
  const [first] = await jonas.hears(1, about('chat-message', name));
  assert.equal(first.body.message, message);
});

test('no history is sent after a cut, either', async () => {
  const mira = await Talker.inTutorial();
  const name = await enter(mira, someone('Mira'));
  await mira.socket.timeout(10_000).emitWithAck('send-chat-message', 'old');
  const jonas = await Talker.inTutorial();
  await enter(jonas, someone('Jonas'));
  await jonas.next('offset');
  await jonas.away();
  mira.socket.emit('send-chat-message', 'new');
  await jonas.hears(1, ({ type, body }) => type === 'chat-message' && body.message === 'new');
  assert.deepEqual(
    jonas.heard.filter(about('chat-message', name)).map(({ body }) => body.message),
    ['new'],
  );
});

test('what cannot be a name or a message is refused with an error', async () => {
  const mira = await Talker.inTutorial();
  for (const name of ['', ' ', 'x'.repeat(65), 'a\u202Eb', null]) {
    const reply = await mira.socket.timeout(10_000).emitWithAck('new-user', name);
    assert.equal(reply.type, 'error', JSON.stringify(name));
  }
  await enter(mira, someone('Mira'));
  for (const text of ['', ' ', '\n', 'x'.repeat(8_001), 'bell \u0007', null]) {
    const reply = await mira.socket.timeout(10_000).emitWithAck('send-chat-message', text);
    assert.equal(reply.type, 'error', JSON.stringify(text));
    assert.deepEqual([typeof reply.code, typeof reply.message], ['string', 'string']);
  }
  mira.socket.emit('send-chat-message', '');
  assert.ok((await mira.next('error')).code);
});

test('after a cut one has the name one had, and has missed nothing', async () => {
  const [mira, jonas] = [await Talker.inTutorial({ transports: ['websocket'] }), await Talker.inTutorial()];
  const name = await enter(mira, someone('Mira'));
  const other = await enter(jonas, someone('Jonas'));
  await mira.hears(1, about('user-connected', other));
  const { id } = mira;
  await mira.away(async () => {
    for (const text of ['one', 'two']) await jonas.socket.timeout(10_000).emitWithAck('send-chat-message', text);
  });
  assert.deepEqual([mira.id, mira.recovered], [id, true]);
  const missed = await mira.hears(2, about('chat-message', other));
  assert.deepEqual(
    missed.map(({ body }) => body.message),
    ['one', 'two'],
  );
  mira.socket.emit('send-chat-message', 'I am back');
  await jonas.hears(1, about('chat-message', name));
});

test('a person on Parley and one on the tutorial are in the same lobby', async () => {
  const tutorial = await Talker.inTutorial();
  const name = await enter(tutorial, someone('Mira'));
  const other = someone('Jonas');
  const parley = await Talker.named(other);
  const { members } = await parley.join('lobby');
  assert.ok(members.some(member => member.name === name));
  await tutorial.hears(1, about('user-connected', other));
  await parley.post('lobby', `from ${other}`);
  const [said] = await tutorial.hears(1, about('chat-message', other));
  assert.deepEqual(said.body, { message: `from ${other}`, name: other });
  tutorial.socket.emit('send-chat-message', `from ${name}`);
  await parley.hears(
    1,
    ({ type, body }) => type === 'message' && body.text === `from ${name}` && body.author.name === name,
  );
  tutorial.close();
  await parley.hears(1, ({ type, body }) => type === 'member-left' && body.member.name === name);
});

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { afterEach } from 'node:test';
import { Host, hostTest, shared, test } from './support/host.mjs';
import { Talker, everybodyGoes, managerFor, unusedRoom } from './support/talker.mjs';

afterEach(everybodyGoes);

test('both namespaces share one connection, and neither hears the other', async () => {
  const manager = managerFor(shared);
  const mira = new Talker('/parley', { manager, auth: { name: 'Mira' } });
  const tutorial = new Talker('/', { manager });
  await mira.next('welcome');
  await tutorial.next('connect');
  assert.notEqual(mira.id, tutorial.id);

  const name = `Jonas ${randomUUID().slice(0, 8)}`;
  const room = unusedRoom();
  await mira.join(room);
  assert.equal((await tutorial.socket.timeout(10_000).emitWithAck('new-user', name)).type !== 'error', true);
  await mira.post(room, 'only here');
  assert.deepEqual(await mira.reads(room, 1), ['only here']);
  assert.equal(
    tutorial.heard.some(({ type }) => type === 'message'),
    false,
  );

  tutorial.socket.disconnect();
  assert.equal((await mira.ask('ping')).type, 'pong', 'leaving one namespace leaves the other');
  tutorial.socket.connect();
  await tutorial.hears(2, ({ type }) => type === 'connect');
  assert.equal(mira.heard.filter(({ type }) => type === 'disconnect').length, 0);
});

test('both namespaces of one connection are recovered', async () => {
  const manager = managerFor(shared);
  const mira = new Talker('/parley', { manager, auth: { name: 'Mira', key: randomUUID() } });
  const tutorial = new Talker('/', { manager });
  await mira.next('welcome');
  await tutorial.next('connect');
  tutorial.socket.emit('new-user', 'Jonas');
  await tutorial.next('offset');
  const ids = [mira.id, tutorial.id];
  mira.hangUp();
  await mira.hears(2, ({ type }) => type === 'connect');
  await tutorial.hears(2, ({ type }) => type === 'connect');
  assert.deepEqual([mira.id, tutorial.id], ids);
  assert.ok(mira.recovered && tutorial.recovered);
});

test('a namespace that is not there is refused, and the connection goes on', async () => {
  const manager = managerFor(shared);
  const lost = new Talker('/nowhere', { manager });
  assert.equal((await lost.next('connect_error')).message, 'Invalid namespace');
  const strange = new Talker('/constructor', { manager });
  assert.equal((await strange.next('connect_error')).message, 'Invalid namespace');
  const mira = new Talker('/parley', { manager, auth: { name: 'Mira' } });
  await mira.next('welcome');
});

test('a name that cannot be is refused at the door, with a code, and another one is let in', async () => {
  for (const name of ['', ' ', 'x'.repeat(65), 'a\u202Eb', 7, null, ['Mira']]) {
    const nobody = new Talker('/parley', { auth: { name } });
    const refusal = await nobody.next('connect_error');
    assert.ok(refusal.message, JSON.stringify(name));
    assert.deepEqual(
      [typeof refusal.data?.code, refusal.data.message],
      ['string', refusal.message],
      JSON.stringify(name),
    );
    assert.equal(nobody.socket.connected, false);
    nobody.socket.auth = { name: 'Mira' };
    nobody.socket.connect();
    assert.equal((await nobody.next('welcome')).member.name, 'Mira');
  }
});

test('a key that cannot be is refused at the door', async () => {
  for (const key of ['short', 'x'.repeat(129), 'not visible \u0007 not visible', 7]) {
    const nobody = new Talker('/parley', { auth: { name: 'Mira', key } });
    assert.match((await nobody.next('connect_error')).data.code, /^(invalid|malformed)$/, JSON.stringify(key));
  }
});

test('the same key is the same member, whichever way it was said', async () => {
  const key = randomUUID();
  const byAuth = await Talker.named('Mira', { auth: { name: 'Mira', key } });
  const byHello = new Talker('/parley');
  const { member } = await byHello.ask('hello', { name: 'Mira', key });
  assert.equal((await byAuth.next('welcome')).member.id, member.id);
});

hostTest('who says no hello in time is sent away, and so is who enters no namespace', async () => {
  const host = await Host.fresh({ 'hello-timeout': '3s' });
  const nobody = new Talker('/parley', { host, reconnection: false });
  await nobody.next('connect');
  await nobody.next('disconnect');
  const manager = managerFor(host, { reconnection: false });
  await new Promise((resolve, reject) =>
    manager.open(failure => (failure ? reject(failure) : manager.once('close', resolve))),
  );
});

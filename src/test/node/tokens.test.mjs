import assert from 'node:assert/strict';
import { createHmac, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before } from 'node:test';
import { Host, hostTest } from './support/host.mjs';
import { Talker, everybodyGoes, unusedRoom } from './support/talker.mjs';

const GRACE = 60; // seconds that the server accepts a token after it has expired
const secret = randomBytes(32);
const ISSUER = { iss: 'https://app.example.org', aud: 'parley' };
let folder;

const base64 = value => Buffer.from(value).toString('base64url');

function token(sub, name, seconds = 600, more = {}) {
  const claims = { ...ISSUER, ...more, sub, name, exp: Math.floor(Date.now() / 1000) + seconds };
  const signed = [{ alg: 'HS256' }, claims].map(part => base64(JSON.stringify(part))).join('.');
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parley-'));
  await writeFile(join(folder, 'keys.json'), JSON.stringify({ keys: [{ kty: 'oct', k: base64(secret) }] }));
});
after(() => rm(folder, { recursive: true }));
afterEach(everybodyGoes);

const host = () =>
  Host.fresh({
    'token-keys': join(folder, 'keys.json'),
    'token-issuer': ISSUER.iss,
    'token-audience': ISSUER.aud,
    'token-role-claim': 'roles',
    guests: 'false',
  });

hostTest('a client with a token is the same member in both namespaces, and recovered', async () => {
  const options = { host: await host(), auth: callback => callback({ token: token('mira', 'Mira') }) };
  const room = unusedRoom();
  const mira = new Talker('/parley', options);
  const { member } = await mira.next('welcome');
  assert.equal(member.name, 'Mira');
  await mira.join(room);
  await mira.post(room, 'one');
  await mira.reads(room, 1);
  await mira.away();
  assert.equal(mira.recovered, true);

  const jonas = new Talker('/parley', { ...options, auth: { token: token('jonas', 'Jonas') } });
  await jonas.next('welcome');
  await jonas.join('lobby');
  const tutorial = await Talker.inTutorial(options);
  const came = ({ type, body }) => type === 'member-joined' && body.member.id === member.id;
  await jonas.hears(1, came);
  const refusal = await tutorial.ask('new-user', 'Somebody');
  assert.equal(refusal.code, 'already-named');
});

hostTest('a client comes back with a fresh token when its token has expired', async () => {
  const tokens = [token('mira', 'Mira', 8 - GRACE), token('mira', 'Mira')];
  const options = { host: await host(), auth: callback => callback({ token: tokens.shift() ?? 'none' }) };
  tokens[0] = token('mira', 'Mira', 8 - GRACE);
  const mira = new Talker('/parley', options);
  await mira.next('welcome');
  const before = mira.heard.length;
  await mira.next('disconnect', before);
  await mira.next('connect', before);
  assert.equal(tokens.length, 0);
  const again = await mira.ask('hello', { token: token('mira', 'Mira Okafor') });
  assert.equal(again.type, 'welcome');
  assert.equal((await mira.ask('hello', { token: token('jonas', 'Jonas') })).code, 'forbidden');
});

hostTest('without guests, a name is refused', async () => {
  const guest = new Talker('/parley', { host: await host(), auth: { name: 'Mira' } });
  const error = await guest.next('connect_error');
  assert.equal(error.data.code, 'unauthorized');
});

hostTest('a token with a role makes a moderator of public rooms, until a newer one does not', async () => {
  const room = unusedRoom();
  const now = Math.floor(Date.now() / 1000);
  const server = await host();
  const enter = async (name, more) => {
    const talker = new Talker('/parley', { host: server, auth: { token: token(name, name, 600, more) } });
    await talker.next('welcome');
    await talker.join(room);
    return talker;
  };
  const mira = await enter('mira', { roles: ['parley-moderator'], iat: now - 60 });
  const jonas = await enter('jonas', {});
  const rosa = await enter('rosa', { roles: 'staff parley-reader' });
  const slowly = () => mira.ask('slow-mode', { room, seconds: 0 });
  assert.equal((await slowly()).type, 'ack');
  assert.equal((await jonas.ask('slow-mode', { room, seconds: 0 })).code, 'forbidden');
  assert.equal((await rosa.ask('post', { room, text: 'hello' })).code, 'forbidden');
  await enter('mira', { iat: now });
  assert.equal((await slowly()).code, 'forbidden');
});

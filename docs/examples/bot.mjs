// Answers "!time" in a room. Run it again after a crash: it goes on where it was, and answers nothing twice.
import { readFile, rename, writeFile } from 'node:fs/promises';
import { connect, newKey } from 'parley-client';

const [url, roomName] = process.argv.slice(2);
const FILE = 'bot-state.json';

// The key makes it the same member as before, and the position says what it has dealt with.
const state = JSON.parse(await readFile(FILE, 'utf8').catch(() => '{}'));
state.key ??= newKey();
async function save() {
  await writeFile(`${FILE}.new`, JSON.stringify(state), { mode: 0o600 });
  await rename(`${FILE}.new`, FILE); // at once, so that a crash leaves the old file or the new one
}
await save();

// Node before version 22 has no WebSocket.
const WebSocket = globalThis.WebSocket ?? (await import('ws')).WebSocket;
const client = connect({ url, name: 'Time bot', key: state.key, WebSocket });
client.on('state', ({ state, error }) => console.log(state, error?.message ?? ''));

const room = client.room(roomName, { since: state.position });
let dealing = Promise.resolve();
room.on('message', ({ message }) => {
  const position = room.position;
  dealing = dealing.then(() => answer(message)).then(() => done(position));
});
await room.entered;

// With the same ref and text, the server stores it once, even if the bot crashes before it has saved the position.
async function answer({ mine, text, offset, at }) {
  if (mine || text !== '!time') return;
  await room.send(`It was ${at.toISOString()}`, { replyTo: offset, ref: `answer-${offset}` });
}

async function done(position) {
  state.position = position;
  await save();
}

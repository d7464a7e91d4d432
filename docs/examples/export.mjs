// Prints the messages of a room as they are now, oldest first, one JSON object a line.
import { connect } from 'parley-client';

const [url, roomName] = process.argv.slice(2);

// Node before version 22 has no WebSocket.
const WebSocket = globalThis.WebSocket ?? (await import('ws')).WebSocket;
const client = connect({ url, name: 'Export', WebSocket });
const room = await client.join(roomName, { create: false });

let after = 0;
do {
  const page = await room.history({ after, limit: 100 });
  for (const { offset, at, author, text, replyTo, deleted } of page.messages)
    console.log(JSON.stringify({ offset, at, author: author.name, text, replyTo, deleted }));
  after = page.newer;
} while (after !== undefined);
await client.close();

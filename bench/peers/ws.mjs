// A minimal broadcast on the `ws` package: sends each frame to everybody in the room, including the sender: /?room=7
// Usage: node ws.mjs PORT
import { WebSocketServer, WebSocket } from 'ws';

const port = Number(process.argv[2] ?? 0);
const rooms = new Map();
const server = new WebSocketServer({ host: '127.0.0.1', port });

server.on('connection', (client, request) => {
  const name = new URL(request.url, 'http://127.0.0.1').searchParams.get('room') ?? '';
  if (!rooms.has(name)) {
    rooms.set(name, new Set());
  }
  const room = rooms.get(name);
  room.add(client);

  client.on('message', (data, binary) => {
    for (const other of room) {
      if (other.readyState === WebSocket.OPEN) {
        other.send(data, { binary });
      }
    }
  });
  client.on('close', () => {
    room.delete(client);
    if (room.size === 0 && rooms.get(name) === room) {
      rooms.delete(name);
    }
  });
  // A close event follows; without a listener, the error would end the process.
  client.on('error', () => {});
});

server.on('listening', () => console.log(`ws listens on http://127.0.0.1:${server.address().port}/`));

// The tutorial's chat server on Socket.IO, with Socket.IO's own defaults. A client that names a room in `auth` talks to that room only, else to everybody.
// Usage: node socketio.mjs PORT
import { createServer } from 'node:http';
import { Server } from 'socket.io';

const port = Number(process.argv[2] ?? 0);
const http = createServer();
const io = new Server(http);
const users = {};

io.on('connection', socket => {
  const room = socket.handshake.auth.room;
  if (room !== undefined) {
    socket.join(String(room));
  }
  // A fresh operator for each emit, as `socket.broadcast` and `socket.to` give it.
  const others = () => room === undefined ? socket.broadcast : socket.to(String(room));

  socket.on('new-user', name => {
    users[socket.id] = name;
    others().emit('user-connected', name);
  });
  socket.on('send-chat-message', message => {
    others().emit('chat-message', { message: message, name: users[socket.id] });
  });
  socket.on('disconnect', () => {
    others().emit('user-disconnected', users[socket.id]);
    delete users[socket.id];
  });
});

http.listen(port, '127.0.0.1', () => console.log(`socketio listens on http://127.0.0.1:${http.address().port}/`));

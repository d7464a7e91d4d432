// The tutorial's chat server on Socket.IO with its defaults. Clients that send a room in `auth` use only that room.
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
  // Each emit needs a new operator.
  const others = () => (room === undefined ? socket.broadcast : socket.to(String(room)));

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

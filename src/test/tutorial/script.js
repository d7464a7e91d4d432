// The chat with which people begin: one room, five events. It speaks to the server that the page's address names, as in ?server=http://localhost:3000/
// and by the ways that it names, as in &transports=polling.
const query = new URLSearchParams(location.search);
const server = new URL(query.get('server') ?? 'http://localhost:3000/');
const transports = query.get('transports')?.split(',');

const socket = io(server.origin, { path: new URL('socket.io', server).pathname, ...(transports && { transports }) });
const lines = document.getElementById('message-container');
const form = document.getElementById('send-container');
const input = document.getElementById('message-input');

const ownName = prompt('Who are you?');
show('You joined');
socket.emit('new-user', ownName);

socket.on('chat-message', ({ name, message }) => show(`${name}: ${message}`));
socket.on('user-connected', name => show(`${name} connected`));
socket.on('user-disconnected', name => show(`${name} disconnected`));

form.addEventListener('submit', event => {
  event.preventDefault();
  show(`You: ${input.value}`);
  socket.emit('send-chat-message', input.value);
  input.value = '';
});

function show(text) {
  const line = document.createElement('div');
  line.textContent = text;
  lines.append(line);
}

// What the types must refuse: the compiler complains about each comment that announces an error where there is none.
import { connect, type Client, type Message, type Room } from 'parley-client';

declare const client: Client;
declare const room: Room;
declare const message: Message;

// @ts-expect-error: options are required
connect();
// @ts-expect-error: no such option
connect({ name: 'Mira', password: 'secret' });
// @ts-expect-error: a token is a string
connect({ token: () => 17 });
// @ts-expect-error: not a class of WebSockets
connect({ name: 'Mira', WebSocket: Object });
// @ts-expect-error: no such event
room.on('massage', () => {});
// @ts-expect-error: no such field in the event
room.on('message', ({ text }) => console.log(text));
// @ts-expect-error: an event of rooms
client.on('message', () => {});
// @ts-expect-error: text is required
room.send();
// @ts-expect-error: an offset or a ref
room.edit(message, 'text');
// @ts-expect-error: no such role
room.setRole('an id', 'admin');
// @ts-expect-error: no such right
room.may('delete');
// @ts-expect-error: messages do not change
message.text = 'other';
// @ts-expect-error: a promise
room.history().messages;
// @ts-expect-error: undefined before the first welcome
client.me.name;
// @ts-expect-error: not before it is joined
room.position.length;
// @ts-expect-error: only connect makes clients
new client.constructor.Client();

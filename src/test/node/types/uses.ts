// Every option, method, event and field of the client, as a strict application uses them. Compiled, never run.
import PortableWebSocket from 'ws';
import {
  connect,
  isGuest,
  newKey,
  ParleyError,
  type Changed,
  type Changing,
  type Client,
  type ClientEvents,
  type ConnectionState,
  type ConnectOptions,
  type Draft,
  type Emitter,
  type History,
  type Hit,
  type Member,
  type MemberRole,
  type Mention,
  type Message,
  type MyRoom,
  type OutboxStorage,
  type Place,
  type PublicRoom,
  type Reaction,
  type Right,
  type Role,
  type Room,
  type RoomEntry,
  type RoomEvents,
  type RoomKind,
  type SendState,
  type Sending,
  type UnsentChange,
  type WebSocketLike,
} from 'parley-client';

class Drafts implements OutboxStorage {
  #drafts = new Map<string, Draft>();
  async put(draft: Draft): Promise<void> {
    const { ref, room, text, replyTo, change, at, order, author, error }: Draft = draft;
    const facts: [string, string, string?, Place?, string?, number?, number?, string?, string?] = [
      ref,
      room,
      text,
      replyTo,
      change?.type,
      at,
      order,
      author?.name,
      error?.code,
    ];
    this.#drafts.set(facts[0], draft);
  }
  async delete(ref: string): Promise<void> {
    this.#drafts.delete(ref);
  }
  async all(): Promise<readonly Draft[]> {
    return [...this.#drafts.values()];
  }
  close(): void {}
}

const guest: ConnectOptions = { url: new URL('wss://chat.example.org/ws'), name: 'Mira', key: newKey() };
const user: ConnectOptions = { url: 'wss://chat.example.org/ws', token: async () => 'a token' };
const program: ConnectOptions = { ...guest, WebSocket: PortableWebSocket, storage: new Drafts() };
const page: ConnectOptions = { me: { id: '@1', name: 'Mira' }, WebSocket, storage: null };
const patient: ConnectOptions = {
  ...user,
  minDelay: 1,
  maxDelay: 2,
  ackTimeout: 3,
  signal: new AbortController().signal,
};
const socket: WebSocketLike = new WebSocket('wss://chat.example.org/ws', 'parley.v1');
const usable: [number, boolean, boolean, boolean, boolean] = [
  socket.readyState,
  socket.onopen === null,
  socket.onmessage === null,
  socket.onerror === null,
  socket.onclose === null,
];
socket.send('text');
socket.close();

const client: Client = connect(usable[1] ? program : usable[2] ? page : patient);

function hearClient(emitter: Emitter<ClientEvents>): () => void {
  emitter.on('state', ({ state, previous, retryInMs, isRestart, error }) => {
    const known: ConnectionState = state;
    const wait: number | undefined = retryInMs;
    console.log(known, previous, wait?.toFixed(), isRestart === true, error?.code);
  });
  const onError = ({ code, retryAfter, isPassing, message }: ParleyError): void =>
    console.log(code, retryAfter?.toFixed(), isPassing === true, message);
  emitter.on('error', onError, { signal: new AbortController().signal, once: true });
  emitter.off('error', onError);
  emitter.on('restored', ({ room }) => console.log(room.id));
  emitter.on('room-added', ({ room, kind, title, role, people, by }) =>
    console.log(room, kind, title, role, people.length, by?.name),
  );
  emitter.on('room-removed', ({ room, kind, title, role, by, reason, until, deleted }) => {
    const gone: 'none' | 'banned' = role;
    console.log(room, kind, title, gone, by?.id, reason, until?.getTime(), deleted === true);
  });
  emitter.on('myRooms', ({ rooms }) => rooms.forEach(showMine));
  return emitter.on('renamed', ({ member }) => console.log(member.name));
}

function hearRoom(emitter: Emitter<RoomEvents>, kept: Map<number, Message>): void {
  emitter.on('message', ({ message, cause }) => {
    const why: 'history' | 'resume' | 'live' = cause;
    kept.set(message.offset, show(message));
    console.log(why);
  });
  emitter.on('change', ({ target, kind, author, cause, emoji, apply }) => {
    const message = kept.get(target);
    if (message) kept.set(target, apply(message));
    const known: 'edited' | 'deleted' | 'reacted' | 'unreacted' | 'pinned' | 'unpinned' = kind;
    console.log(known, author.name, cause, emoji);
  });
  emitter.on('changed', () => console.log('changed'));
  emitter.on('entry', ({ entry, cause }) => console.log(describe(entry), cause));
  emitter.on('typing', ({ members, count }) =>
    console.log(
      members.map(({ name }) => name),
      count.toFixed(),
    ),
  );
  emitter.on('read', ({ offset, unread, mentions }) => console.log(offset + unread + mentions));
  emitter.on('named', ({ before }) => console.log(before.length));
  emitter.on('topic', ({ topic, author }) => console.log(topic.length, author?.name));
  emitter.on('update', ({ message }) => console.log(message.state));
  emitter.on('pending', ({ change }) => console.log(undo(change)));
  emitter.on('members', ({ joined, left, renamed, cause }) => {
    const why: 'live' | 'snapshot' = cause;
    console.log(
      joined.length,
      left.length,
      renamed.map(({ member, before }) => [member.name, before.name]),
      why,
    );
  });
  emitter.on('reset', ({ head }) => kept.clear() ?? console.log(head.toFixed()));
}

function show(message: Message): Message {
  const { ref, room, offset, author, mine, text, replyTo, editedAt, deleted, pinned, changed }: Message = message;
  const { reactions, mentions, waiting, mentionsMe, at, state, error, kept }: Message = message;
  const place: Place | undefined = replyTo;
  const faces: string[] = reactions.map(({ emoji, members, mine }: Reaction) => emoji + members.length + mine);
  const named: number[] = mentions.map(({ start, end, members }: Mention) => end - start + members.length);
  const sent: SendState = state;
  console.log(ref, room, offset.toFixed(), author.id, mine, text, place, editedAt?.getTime(), deleted, pinned);
  console.log(changed?.toFixed(), faces, named, waiting, mentionsMe, at.getTime(), sent, error?.code, kept);
  return message;
}

function undo(change: UnsentChange): boolean {
  const { ref, room, kind, target, text, emoji, topic, ifNone, at, dueAt, state, error, kept }: UnsentChange = change;
  const known: 'edit' | 'delete' | 'react' | 'unreact' | 'pin' | 'unpin' | 'topic' = kind;
  console.log(room, known, target, text, emoji, topic, ifNone, at.getTime(), dueAt?.toFixed(), state, error, kept);
  return client.discard(ref);
}

function describe(entry: RoomEntry): string {
  const { type, offset, at, author, member, role, until, reason, address, ended }: RoomEntry = entry;
  const { title, rules, kind, members, seconds, target }: RoomEntry = entry;
  console.log(offset, at.getTime(), author.name, member?.name, role, until?.getTime(), reason, address, ended);
  return [type, title, rules, kind, members?.length, seconds?.toFixed(), target?.toFixed()].join();
}

function showMine(row: MyRoom): void {
  const { room, kind, title, role, archived, people, topic, online, members, at, head, read, unread }: MyRoom = row;
  const numbers: number[] = [online, members, head, read, unread, row.mentions];
  console.log(room, kind, title, role, archived, people.length, topic, at, numbers);
}

function showPublic({ room, title, topic, online, members, at }: PublicRoom): void {
  console.log(room, title, topic, online.toFixed(), members?.toFixed(), at);
}

async function useClient(): Promise<void> {
  const me: Member = await client.ready();
  const same: Member | undefined = client.me;
  console.log(client.state, me.name, same?.id, isGuest(me));
  const unsent: readonly [readonly Message[], readonly UnsentChange[]] = [client.unsent, client.unsentChanges];
  console.log(unsent.length);
  hearClient(client)();
  const lobby: Room = client.room('lobby', { since: 'a position', create: false });
  const joined: Room = await client.join('lobby', { since: 'a position', create: true });
  (await client.rooms()).forEach(showPublic);
  (await client.rooms({ find: 'lob' })).forEach(showPublic);
  const team: Room = await client.createRoom({ title: 'Team', members: [me, 'an id'], history: 'joined', ref: 'r1' });
  const two: Room = await client.openDirect('an id', { ref: 'r2' });
  const three: Room = await client.openDirect([me, 'another id']);
  (await client.myRooms()).forEach(showMine);
  const { hits, cursor } = await client.search('deploy*', {
    order: 'best',
    limit: 5,
    cursor: 'n1',
    signal: AbortSignal.timeout(1),
  });
  hits.forEach(({ message, title, marks }: Hit) =>
    console.log(
      show(message),
      title,
      marks.map(({ start, end }) => end - start),
    ),
  );
  console.log(cursor?.length, joined === lobby, team.kind, two.kind, three.kind);
  client.retry('r3');
  const given: boolean = client.discard('r3');
  const renamed: Member = await client.rename('Mira Okafor');
  console.log(given, renamed.name);
  client.reconnect();
  await client.close();
}

async function useRoom(room: Room): Promise<void> {
  hearRoom(room, new Map());
  const { id, kind, title, role, roleUntil, archived, slowMode, people, joined, isBehind, online, topic }: Room = room;
  const { readOffset, unread, mentions, offset, position, nextTopic, unsent, unsentChanges, rulesAt }: Room = room;
  const typed: [string, RoomKind, string, Role, Date | undefined, boolean, number, readonly Member[], boolean] = [
    id,
    kind,
    title,
    role,
    roleUntil,
    archived,
    slowMode,
    people,
    joined,
  ];
  const further: [boolean, number, string, number | undefined, number, number, number, string | undefined, string] = [
    isBehind,
    online,
    topic,
    readOffset,
    unread,
    mentions,
    offset,
    position,
    nextTopic,
  ];
  console.log(typed, further, unsent.map(show), unsentChanges.map(undo), rulesAt?.toFixed());
  const rights: Right[] = ['read', 'write', 'arrange', 'moderate', 'own'];
  console.log(
    rights.filter(right => room.may(right)),
    (await room.entered) === room,
    room.members().length,
  );
  const sending: Sending = room.send('Good morning', { ref: 'r4', replyTo: 41 });
  const shown: Message = sending.message;
  const stored: Message = await sending;
  const changing: Changing = room.edit(stored.offset, 'Good morning, all', { ref: 'r5' });
  const change: UnsentChange | undefined = changing.change;
  const { offset: place, at }: Changed = await changing;
  console.log(shown.text, sending.ref, changing.ref, change?.ref, place.toFixed(), at.getTime());
  await room.delete(sending.ref, { ref: 'r6', after: 5_000 });
  await room.react(41, '🎉');
  await room.react(41, '🎉', false, { ref: 'r7' });
  await room.pin(41, { ref: 'r8' });
  await room.unpin(41, { ref: 'r9' });
  await room.setTopic('Releases', { ref: 'r10', ifNone: true });
  console.log(room.preview(stored).waiting);
  await room.setRole('an id', 'moderator', { seconds: 60, reason: 'because', address: true, ref: 'r11' });
  await room.invite('an id', 'guest');
  await room.remove(stored.author, { reason: 'because', ref: 'r12' });
  await room.mute('an id', { seconds: 60, reason: 'because', ref: 'r13' });
  await room.ban('an id', { seconds: 60, reason: 'because', address: true, ref: 'r14' });
  await room.setTitle('Release team', { ref: 'r15' });
  await room.setRules(`${await room.rules()} Be kind.`, { ref: 'r16' });
  await room.archive({ ref: 'r17' });
  await room.unarchive({ ref: 'r18' });
  await room.setSlowMode(30, { ref: 'r19' });
  await room.deleteRoom({ reason: 'because', ref: 'r20' });
  (await room.roles()).forEach(({ member, role, until }: MemberRole) =>
    console.log(member.name, role, until?.getTime()),
  );
  const { entries, more } = await room.audit({ before: 61, limit: 20 });
  console.log(entries.map(describe), more === true);
  room.typing();
  room.markRead();
  room.markRead(57);
  const one: Message | undefined = await room.message(41);
  const { messages, head, floor, older, newer }: History = await room.history({ before: 42, limit: 20 });
  await room.history({ after: 42 });
  await room.history({ around: 42 });
  console.log(one?.text, messages.map(show), head.toFixed(), floor.toFixed(), older?.toFixed(), newer?.toFixed());
  console.log((await room.pins()).map(show));
  await room.leave();
}

useClient()
  .then(() => useRoom(client.room('lobby')))
  .catch((error: unknown) => console.log(error instanceof ParleyError && error.code));

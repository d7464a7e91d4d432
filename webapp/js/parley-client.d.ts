/**
 * The client of a Parley server: an ES module without dependencies, for browsers and for Node 20 and later. Before version 22 Node has no WebSocket
 * of its own: pass one, such as that of the package `ws`, as the option `WebSocket`.
 *
 *     import { connect } from './parley-client.js';
 *
 *     const client = connect({ name: 'Mira' });
 *     const lobby = await client.join('lobby');
 *     lobby.on('message', ({ message }) => console.log(message.author.name, message.text));
 *     await lobby.send('Good morning');
 */

/**
 * `connecting`: on its way, first or again. `open`: the server has welcomed us. `waiting`: the connection is lost, the next try comes in `retryInMs`.
 * `offline`: it is lost and the device has no network; the next try comes with the network. `closed`: for good, by `close()` or by a final refusal.
 */
export type ConnectionState = 'connecting' | 'open' | 'waiting' | 'offline' | 'closed';

/** `queued`: waits here until it can be sent. `sending`: on the wire, not yet acknowledged. `sent`: stored by the server. `failed`: refused, and not repeated by itself. `discarded`: given up; nothing follows. */
export type SendState = 'queued' | 'sending' | 'sent' | 'failed' | 'discarded';

export interface Member {
  readonly id: string;
  readonly name: string;
}

/** Who has put the same emoji to a message. */
export interface Reaction {
  readonly emoji: string;
  readonly members: readonly Member[];
  /** Whether we are among them. */
  readonly mine: boolean;
}

/** A place in a text that names somebody, with its `@`: UTF-16 units from `start` up to before `end`. */
export interface Mention {
  readonly start: number;
  readonly end: number;
  /** The ids of those who are named: more than one where several share the name. */
  readonly members: readonly string[];
}

/** A message as it was at one moment: it never changes, an `update` brings another one with the same `ref`, and a `change` makes another one of it. */
export interface Message {
  /** The author's own name for the message. It identifies a message where `mine` is true. */
  readonly ref?: string;
  readonly room: string;
  /** The place in the room's log; `NaN` until the message is stored. */
  readonly offset: number;
  readonly author: Member;
  readonly mine: boolean;
  /** Empty when it is deleted. */
  readonly text: string;
  /** The offset of the message that this one answers; its `ref` while that one waits to be sent, too. */
  readonly replyTo?: Place;
  /** When its text was last changed. */
  readonly editedAt?: Date;
  /** The author took it back: its place in the log is all that is left of it. */
  readonly deleted: boolean;
  /** The offset of the last entry that changed it. */
  readonly changed?: number;
  /** In the order in which the emoji were first used. */
  readonly reactions: readonly Reaction[];
  /** Who is mentioned in its text, as the server found when it was written; empty while it is not stored. */
  readonly mentions: readonly Mention[];
  /** In what `preview()` gives: whether changes of ours are in it that are not known to be stored. */
  readonly waiting?: boolean;
  /** Whether we are mentioned, by somebody else. */
  readonly mentionsMe: boolean;
  /** The server's time; this device's until the message is stored. */
  readonly at: Date;
  /** Always `sent` for other people's messages. */
  readonly state: SendState;
  /** Why it failed. */
  readonly error?: ParleyError;
  /** Of a message of our own that is not yet stored: whether it outlasts this client, so that the next one with the same key sends it; `undefined` until the storage has said so. */
  readonly kept?: boolean;
}

/** Where a message is: its offset, or the `ref` of a message of ours that waits to be sent itself. */
export type Place = number | string;

/**
 * A change of ours that is not known to be stored: an edit, a deletion, a reaction or another topic. It never changes: a
 * `pending` brings another one with the same `ref`.
 */
export interface UnsentChange {
  readonly ref: string;
  readonly room: string;
  readonly kind: 'edit' | 'delete' | 'react' | 'unreact' | 'topic';
  /** The message; absent for a topic. */
  readonly target?: Place;
  readonly text?: string;
  readonly emoji?: string;
  readonly topic?: string;
  /** Whether it gives way to a topic that is there. */
  readonly ifNone?: boolean;
  readonly at: Date;
  /** Before that it is not sent, in milliseconds since 1970. */
  readonly dueAt?: number;
  /** `failed`: the server has refused it, and it is taken back. */
  readonly state: SendState;
  /** Why it failed. */
  readonly error?: ParleyError;
  /** As that of a message. */
  readonly kept?: boolean;
}

/** A message or a change that is not known to be stored, as a storage keeps it. It can be cloned and be written as JSON. */
export interface Draft {
  readonly ref: string;
  readonly room: string;
  /** What a message says; absent in a change. */
  readonly text?: string;
  readonly replyTo?: Place;
  /** What a change does: the fields of its command, and `dueAt`. */
  readonly change?: { readonly type: UnsentChange['kind'] } & Readonly<Record<string, unknown>>;
  /** When it was written, in milliseconds since 1970. */
  readonly at: number;
  /** A later one has a greater one. */
  readonly order: number;
  readonly author?: Member;
  /** Why the server refused it, if it did. */
  readonly error?: { readonly code: string; readonly message: string };
}

/**
 * Where one member's unsent messages and changes are kept. A storage that rejects, throws or does not answer within a second costs them their durability, and nothing else.
 * Two clients may have the same draft: the server stores a `ref` once.
 */
export interface OutboxStorage {
  /** Keeps the draft, in place of an earlier one with the same `ref`. Resolves when it is safe. */
  put(draft: Draft): Promise<void>;
  delete(ref: string): Promise<void>;
  /** The drafts that earlier clients have left, in any order, as far as no living client sends them. Asked for at the beginning and with every new session. */
  all(): Promise<readonly Draft[]>;
  /** The client is closed: what it has put is for the next one. */
  close?(): void;
}

/** A page of a room's history. */
export interface History {
  /** Oldest first, as they are when the page arrives. Where changes stand in the log there is no message, so offsets may be missing between them. */
  readonly messages: readonly Message[];
  /** The offset of the room's newest entry. */
  readonly head: number;
  /** The offset before the oldest message that the server still has. */
  readonly floor: number;
  /** The `before` of the page before this one; absent when there is none. */
  readonly older?: number;
  /** The `after` of the page after this one; absent when there is none. */
  readonly newer?: number;
}

/** A room that we are a member of, as the server has it. */
export interface MyRoom {
  readonly room: string;
  readonly topic?: string;
  /** How many are there now, and how many belong to it. */
  readonly online: number;
  readonly members: number;
  /** When something was last said there. */
  readonly at?: string;
  /** The offset of its newest entry, and up to where we have read. */
  readonly head: number;
  readonly read: number;
  /** How many messages came after that, and how many of them mention us: at most 100, which stands for 100 or more. */
  readonly unread: number;
  readonly mentions: number;
}

/** A room that anybody may join. */
export interface PublicRoom {
  readonly room: string;
  readonly topic?: string;
  readonly online: number;
  /** Absent with an older server, as `topic` and `at` are. */
  readonly members?: number;
  readonly at?: string;
}

/** A message that was found, and where in its text, in UTF-16 code units, the words stand that it was found by. */
export interface Hit {
  readonly message: Message;
  readonly marks: readonly { readonly start: number; readonly end: number }[];
}

export interface ConnectOptions {
  /** How others see you: 1 to 64 visible characters. */
  name: string;
  /** A secret of 16 to 128 visible ASCII characters, from `newKey()`, kept by you: who has it is the same member. Default: a new one for the life of this client. */
  key?: string;
  /** Default: `ws` below `document.baseURI`, so that any context path works. Needed outside a browser. */
  url?: string | URL;
  /** The delay before try n is drawn at random from 0 to min(maxDelay, minDelay · 2ⁿ) milliseconds. Defaults: 500 and 20 000. */
  minDelay?: number;
  maxDelay?: number;
  /** Milliseconds after which an unanswered post is sent again, and a connection that was not welcomed is given up. Default: 10 000. */
  ackTimeout?: number;
  /** Closes the client when it aborts. */
  signal?: AbortSignal;
  /**
   * Keeps what is not sent yet over the end of this client. Default: IndexedDB where there is one and a `key` is given, and shared by all pages of that member: each sends what it wrote,
   * and what a page that is gone has left. `null`, and the default elsewhere: nothing outlasts this client.
   */
  storage?: OutboxStorage | null;
  /** Default: the global one. Needed where there is none, as in Node 20: `connect` throws a `TypeError` without it. */
  WebSocket?: typeof WebSocket;
}

export interface ClientEvents {
  state: { state: ConnectionState; previous: ConnectionState; retryInMs?: number; error?: ParleyError };
  /** The server reports a failure that belongs to no call. */
  error: ParleyError;
  /**
   * What an earlier client could not send was found in the storage. It is in `room.unsent` and `room.unsentChanges`, and the
   * room is being joined to send it.
   */
  restored: { room: Room };
  /** The list of our rooms came: at every welcome, and when somebody called `myRooms()`. */
  myRooms: { rooms: readonly MyRoom[] };
  /** We go by another name: by `rename()`, here or in another session of ours. */
  renamed: { member: Member };
}

export interface RoomEvents {
  /**
   * A message took its place in the room's log; one's own come here, too. In the log's order, none missing, none twice. `history`: it is older than our coming;
   * `resume`: it came while the connection was away; `live`: it is new.
   */
  message: { message: Message; cause: 'history' | 'resume' | 'live' };
  /**
   * Something became of the message at the offset `target`; our own doing comes here, too. `apply` makes of a message what it is now, and gives any other message, and one that has
   * the change in it already, back as it is: whoever keeps messages puts all of them through it, or only the one with that offset.
   */
  change: {
    target: number;
    kind: 'edited' | 'deleted' | 'reacted' | 'unreacted';
    author: Member;
    cause: 'history' | 'resume' | 'live';
    /** Of a reaction. */
    emoji?: string;
    apply: (message: Message) => Message;
  };
  /** Who is writing now, without us: the whole present, of which at most five are named. */
  typing: { members: readonly Member[]; count: number };
  /** What is unread changed: by a message, or because we have read, here or on another device. */
  read: { offset: number; unread: number; mentions: number };
  /** The room's own name is another spelling of the one that was asked for: `id` is the room's own from now on, and `before` was it. */
  named: { before: string };
  /** The room has another topic; `author` is missing when that was while we were away. */
  topic: { topic: string; author?: Member };
  /** A message of our own began or changed its state. */
  update: { message: Message };
  /** A change of our own began or changed its state: look at `preview()` and `nextTopic` again. One that is `failed` says why. */
  pending: { change: UnsentChange };
  /**
   * `live`: somebody came, left or goes by another name. `snapshot`: the whole list came, as after every reconnect, and this
   * is the difference.
   */
  members: { joined: readonly Member[]; left: readonly Member[]; renamed: readonly { member: Member; before: Member }[]; cause: 'live' | 'snapshot' };
  /** What came before can no longer be joined to what comes now: drop what is shown. The room's newest messages follow, up to the offset `head`. */
  reset: { head: number };
}

export interface Emitter<Events> {
  /** Returns its own undo. */
  on<K extends keyof Events>(type: K, handler: (event: Events[K]) => void, options?: { signal?: AbortSignal; once?: boolean }): () => void;
  off<K extends keyof Events>(type: K, handler: (event: Events[K]) => void): void;
}

export interface Client extends Emitter<ClientEvents> {
  readonly state: ConnectionState;
  /** How others see us; `undefined` before the first welcome. */
  readonly me: Member | undefined;
  /** Our messages in all rooms that are not known to be stored, in order. */
  readonly unsent: readonly Message[];
  /** The same of our changes: edits, deletions, reactions and topics. */
  readonly unsentChanges: readonly UnsentChange[];
  /** Resolves at the first welcome; rejects when the server refuses for good. */
  ready(): Promise<Member>;
  /**
   * The room, at once, and the same one for the same name, whatever its case. It is joined as soon as there is a connection, and again after each
   * loss of it. `create: false`: where it does not exist it is not made, and `entered` rejects with `not-found`.
   */
  room(name: string, options?: { since?: string; create?: boolean }): Room;
  /** The room, once the server has let us in. `since` is a `position` from earlier: the messages after it follow. */
  join(name: string, options?: { since?: string; create?: boolean }): Promise<Room>;
  /** The rooms that anybody may join, busiest first, at most 200; `find`: only those whose name or topic has it. An older server knows only those in which somebody is. */
  rooms(options?: { find?: string }): Promise<readonly PublicRoom[]>;
  /** The rooms that we are a member of, from the first `join` to `leave()`, the one with the latest word first. Needs a server that knows the command: another one refuses it with `unknown-type`. */
  myRooms(): Promise<readonly MyRoom[]>;
  /**
   * What was said in all public rooms. The query is words, "phrases", `begin*`, `-without`, and `from:name`, `in:room`, `before:2026-11-22`, `after:2026-11-22`, `has:link`. `limit`: 1 to 50, default 20; `cursor`: that of the
   * page before this one. Rejects with `invalid` when the query cannot be understood, and with the signal's reason.
   */
  search(query: string, options?: { order?: 'best' | 'newest'; limit?: number; cursor?: string; signal?: AbortSignal }): Promise<{ readonly hits: readonly Hit[]; readonly cursor?: string }>;
  /** Tries a failed message again. */
  retry(ref: string): void;
  /** Gives a message or a change up that is failed or queued, and what waits for it. Whether that was possible. */
  discard(ref: string): boolean;
  /**
   * Takes another name, in all sessions with our key. Resolves when the server has taken it, which may be after a
   * reconnect. Rejects when the server refuses the name, and goes back to the old one; with `discarded` when another name was asked for meanwhile; with `closed`.
   */
  rename(name: string): Promise<Member>;
  /** Skips the wait: what a "Try now" button calls. */
  reconnect(): void;
  close(): Promise<void>;
}

/**
 * A promise for the stored message. It survives reconnects; it rejects when the server refuses the message, or with `discarded`, or with `closed`: then the next client
 * with the same key sends the message if it was `kept`.
 */
export interface Sending extends Promise<Message> {
  /** The message as it is now, at once: for showing it before it is stored. */
  readonly message: Message;
  readonly ref: string;
}

/** A promise for the place of a stored change. Otherwise as `Sending`: it survives reconnects and, if `kept`, this client. */
export interface Changing extends Promise<Changed> {
  /** `undefined` where the change went into a message that was not sent yet. */
  readonly change: UnsentChange | undefined;
  readonly ref: string;
}

export interface Room extends Emitter<RoomEvents> {
  /** Its name: the one that was asked for, and the room's own spelling of it once we are in. */
  readonly id: string;
  /** Whether the server has let us in, in this session. */
  readonly joined: boolean;
  /** Resolves with the room when the server has first let us in; rejects when it has refused. */
  readonly entered: Promise<Room>;
  /** Whether messages that were in the log when we entered are still on their way. */
  readonly isBehind: boolean;
  /** The number of members who are here; more than `members()` knows in a very full room. */
  readonly online: number;
  /** What it is about; empty when nobody has said so. */
  readonly topic: string;
  /** Up to where we have read, on any device; `undefined` until that is known. */
  readonly readOffset: number | undefined;
  /** How many messages of others came after that, and how many of them mention us; at most 100, which stands for 100 or more. */
  readonly unread: number;
  readonly mentions: number;
  /** The offset of the newest entry that was seen, a message or a change; `NaN` before the first. */
  readonly offset: number;
  /** What a later `join` takes as `since`. */
  readonly position: string | undefined;
  members(): readonly Member[];
  /**
   * Keeps, sends and, after a lost connection, sends again, in the order of the calls. The server stores the message once.
   * `ref`: that of a message which an earlier client with the same key could not bring to its end. If the server has it after all, it is not stored again;
   * if it is in `unsent` already, it is that one. `replyTo`: the offset of the message that is answered.
   */
  send(text: string, options?: { ref?: string; replyTo?: Place }): Sending;
  /**
   * Changes a message of our own. It goes the way of `send`: it is kept, sent in the order of the calls, sent again after a
   * lost connection, and stored once. `preview()` shows it at once; what becomes of the message comes as a `change`. Rejects
   * with `not-found` when the message is deleted or was forgotten, and with `forbidden` when it is somebody else's.
   */
  edit(message: Place, text: string, options?: { ref?: string }): Changing;
  /**
   * Takes a message of our own back, for everybody and for good. `after`: only in so many milliseconds, or when the page is
   * left; until then `client.discard(ref)` undoes it. Otherwise as `edit`.
   */
  delete(message: Place, options?: { ref?: string; after?: number }): Changing;
  /** Puts an emoji to a message, or takes ours away again. Otherwise as `edit`. */
  react(message: Place, emoji: string, on?: boolean, options?: { ref?: string }): Changing;
  /**
   * Says what the room is about, in at most 250 characters; an empty one says nothing. `ifNone`: only where the room has no
   * topic when it is sent; otherwise rejects with `discarded`. Otherwise as `edit`.
   */
  setTopic(topic: string, options?: { ref?: string; ifNone?: boolean }): Changing;
  /** The message as it will be once our changes are stored; the same object where none waits for it. */
  preview(message: Message): Message;
  /** The topic as it will be once our changes are stored. */
  readonly nextTopic: string;
  /** To be called with every key that is pressed: the server is told every three seconds at most, and `send` ends it. */
  typing(): void;
  /** We have read up to this offset; without one, all that was seen. May be called as often as one likes: the server is told once a second at most. */
  markRead(offset?: number): void;
  /** One message, as for a quotation; `undefined` where the server has none at that offset. */
  message(offset: number): Promise<Message | undefined>;
  /** Our messages in this room that are not known to be stored, in order. */
  readonly unsent: readonly Message[];
  /** The same of our changes. */
  readonly unsentChanges: readonly UnsentChange[];
  /**
   * A page of what was said: before or after an offset, with an offset in its middle, or with none of them the newest. `limit`: 1 to 100, default 50; a page may have fewer.
   * Waits until the room is joined, and is asked again after a lost connection. Needs a server that knows the command: another one refuses it with `unknown-type`.
   */
  history(page?: { before?: number; after?: number; around?: number; limit?: number }): Promise<History>;
  /** Gives up what is not sent yet. */
  leave(): Promise<void>;
}

/** Where a change stands in the room's log; `NaN` where its message was given up before it was sent. */
export interface Changed {
  readonly offset: number;
  readonly at: Date;
}

/** `code` is one of the protocol's, or `closed`, or `discarded`. */
export class ParleyError extends Error {
  readonly code: string;
  /** Milliseconds after which it is worth trying again. */
  readonly retryAfter?: number;
  /** Whether the same command will do later: `busy`, `rate-limited` and `unavailable`, after which the client tries again by itself. */
  readonly isPassing: boolean;
}

export function newKey(): string;
/** Throws a `TypeError` when there is no `WebSocket`, or outside a browser no `url`. */
export function connect(options: ConnectOptions): Client;

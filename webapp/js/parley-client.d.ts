/**
 * The client of a Parley server: an ES module without dependencies, for browsers and for Node 20 and later. Node before
 * version 22 has no WebSocket: pass one, such as that of the package `ws`, as the option `WebSocket`.
 *
 *     import { connect } from './parley-client.js';
 *
 *     const client = connect({ name: 'Mira' });
 *     const lobby = client.room('lobby');
 *     lobby.on('message', ({ message }) => console.log(message.author.name, message.text));
 *     await lobby.send('Good morning');
 */

/**
 * `connecting`: in progress, for the first time or again. `open`: the server has welcomed us. `waiting`: the connection is
 * lost, and the next try is in `retryInMs`; `isRestart` if the server said that it restarts. `offline`: it is lost and the device has no network; the next try is when it
 * does. `closed`: for good, by `close()` or because the server refused us.
 */
export type ConnectionState = 'connecting' | 'open' | 'waiting' | 'offline' | 'closed';

/**
 * `queued`: waiting to be sent. `sending`: sent, not yet acknowledged. `sent`: stored by the server. `failed`: refused, and
 * not retried automatically. `discarded`: given up; no further updates.
 */
export type SendState = 'queued' | 'sending' | 'sent' | 'failed' | 'discarded';

export interface Member {
  /** Begins with `@` if the member signed in: see `isGuest`. */
  readonly id: string;
  readonly name: string;
}

/**
 * `public`: anybody may come. `private`: by invitation; nobody else learns that it exists. `direct`: a conversation of two to
 * eight people, always the same.
 */
export type RoomKind = 'public' | 'private' | 'direct';

/** From the highest rank to the lowest. `none`: not in the room. In a public room everybody is a `member` at least. */
export type Role = 'owner' | 'moderator' | 'member' | 'guest' | 'reader' | 'none' | 'banned';

/**
 * `write`: messages, edits, reactions (from `guest`). `arrange`: pins, the topic, invitations (from `member`). `moderate`:
 * what others wrote, may do and see, the title, slow mode and the audit log (from `moderator`). `own`: appointing
 * moderators and owners, archiving (`owner`).
 */
export type Right = 'read' | 'write' | 'arrange' | 'moderate' | 'own';

/** Who is what in a room. `until`: when the role ends and the earlier one is back. */
export interface MemberRole {
  readonly member: Member;
  readonly role: Role;
  readonly until?: Date;
}

/**
 * An entry of a room's log about the room itself. `room-created` has the `kind`, perhaps a `title`, and the other `members`;
 * `role-changed` the `member` and the new `role`, perhaps `until` when, for what `reason`, whether a ban is for the `address`, too, and
 * whether an earlier role has `ended` by itself; `title-changed` the `title`;
 * `rules-changed` the `rules`; `slow-mode-changed` the `seconds`, 0 for none. The audit log also has `deleted`, for what moderators deleted: `target` is the
 * message's offset.
 */
export interface RoomEntry {
  readonly type:
    | 'room-created'
    | 'role-changed'
    | 'title-changed'
    | 'archived'
    | 'unarchived'
    | 'slow-mode-changed'
    | 'rules-changed'
    | 'deleted';
  readonly offset: number;
  readonly at: Date;
  readonly author: Member;
  readonly member?: Member;
  readonly role?: Role;
  readonly until?: Date;
  readonly reason?: string;
  readonly address?: true;
  readonly ended?: true;
  readonly title?: string;
  /** Empty if there are none any more. */
  readonly rules?: string;
  readonly kind?: RoomKind;
  readonly members?: readonly Member[];
  readonly seconds?: number;
  readonly target?: number;
}

/** An emoji on a message, and who reacted with it. */
export interface Reaction {
  readonly emoji: string;
  readonly members: readonly Member[];
  /** Whether we are one of them. */
  readonly mine: boolean;
}

/** A mention in a text, including its `@`: UTF-16 code units from `start` up to but not including `end`. */
export interface Mention {
  readonly start: number;
  readonly end: number;
  /** The ids of those mentioned: several if they share the name. */
  readonly members: readonly string[];
}

/**
 * An immutable snapshot of a message. An `update` brings a new one with the same `ref`; a `change` turns it into a new
 * one.
 */
export interface Message {
  /** The author's id for the message. Identifies it if `mine` is true. */
  readonly ref?: string;
  readonly room: string;
  /** The offset in the room's log; `NaN` until the message is stored. */
  readonly offset: number;
  readonly author: Member;
  readonly mine: boolean;
  /** Empty if deleted. */
  readonly text: string;
  /** The offset of the message this one replies to, or its `ref` while that one is unsent, too. */
  readonly replyTo?: Place;
  /** When its text was last edited. */
  readonly editedAt?: Date;
  /** Deleted by its author or a moderator: only its place in the log remains. */
  readonly deleted: boolean;
  /** Pinned by a member of the room. */
  readonly pinned: boolean;
  /** The offset of the last entry that changed it. */
  readonly changed?: number;
  /** In the order of first use. */
  readonly reactions: readonly Reaction[];
  /** The mentions in its text, as found by the server when it was written; empty until it is stored. */
  readonly mentions: readonly Mention[];
  /** In the result of `preview()`: whether it includes our changes that are not known to be stored. */
  readonly waiting?: boolean;
  /** Whether somebody else mentions us in it. */
  readonly mentionsMe: boolean;
  /** The server's time; until it is stored, this device's. */
  readonly at: Date;
  /** Always `sent` for other people's messages. */
  readonly state: SendState;
  /** Why it failed. */
  readonly error?: ParleyError;
  /**
   * For our unsent messages: whether it survives this client, so that the next one with the same key sends it;
   * `undefined` until the storage has confirmed that.
   */
  readonly kept?: boolean;
}

/** A message's offset, or the `ref` of an unsent message of ours. */
export type Place = number | string;

/**
 * A change of ours that is not known to be stored: an edit, a deletion, a reaction, a pin or a new topic. Immutable: a
 * `pending` event brings a new one with the same `ref`.
 */
export interface UnsentChange {
  readonly ref: string;
  readonly room: string;
  readonly kind: 'edit' | 'delete' | 'react' | 'unreact' | 'pin' | 'unpin' | 'topic';
  /** The message; absent for a topic. */
  readonly target?: Place;
  readonly text?: string;
  readonly emoji?: string;
  readonly topic?: string;
  /** Whether it is dropped if the room has a topic already. */
  readonly ifNone?: boolean;
  readonly at: Date;
  /** Not sent before this time, in milliseconds since 1970. */
  readonly dueAt?: number;
  /** `failed`: the server refused it, and it is undone. */
  readonly state: SendState;
  /** Why it failed. */
  readonly error?: ParleyError;
  /** As for a message. */
  readonly kept?: boolean;
}

/** An unsent message or change, as a storage keeps it. Can be cloned and written as JSON. */
export interface Draft {
  readonly ref: string;
  readonly room: string;
  /** A message's text; absent for a change. */
  readonly text?: string;
  readonly replyTo?: Place;
  /** A change: the fields of its command, and `dueAt`. */
  readonly change?: { readonly type: UnsentChange['kind'] } & Readonly<Record<string, unknown>>;
  /** When it was written, in milliseconds since 1970. */
  readonly at: number;
  /** Increases from draft to draft. */
  readonly order: number;
  readonly author?: Member;
  /** Why the server refused it, if it did. */
  readonly error?: { readonly code: string; readonly message: string };
}

/**
 * Keeps one member's unsent messages and changes. If it rejects, throws or does not answer within a second, they are sent
 * all the same but not durable. Two clients may have the same draft: the server stores a `ref` once.
 */
export interface OutboxStorage {
  /** Saves the draft, replacing one with the same `ref`. Resolves when it is safe. */
  put(draft: Draft): Promise<void>;
  delete(ref: string): Promise<void>;
  /**
   * Drafts left by earlier clients, in any order, except those that a live client sends. Called initially and with
   * every new session.
   */
  all(): Promise<readonly Draft[]>;
  /** The client is closed: its drafts are for the next one. */
  close?(): void;
}

/** A page of a room's history. */
export interface History {
  /**
   * Oldest first, up to date when the page arrives. Changes take up offsets, too, so there are gaps between those of
   * messages.
   */
  readonly messages: readonly Message[];
  /** The offset of the room's newest entry. */
  readonly head: number;
  /** The offset before the oldest message on the server. */
  readonly floor: number;
  /** The `before` of the previous page; absent if there is none. */
  readonly older?: number;
  /** The `after` of the next page; absent if there is none. */
  readonly newer?: number;
}

/** A room that we belong to. */
export interface MyRoom {
  /** Its name or, of a private or direct room, its address. */
  readonly room: string;
  readonly kind: RoomKind;
  /** As for a `Room`. */
  readonly title: string;
  readonly role: Role;
  readonly archived: boolean;
  /** Everybody in a direct room; empty for others. */
  readonly people: readonly Member[];
  readonly topic?: string;
  /** How many members are online, and how many belong to the room. */
  readonly online: number;
  readonly members: number;
  /** When the latest message was posted. */
  readonly at?: string;
  /** The offset of its newest entry, and the offset up to which we have read. */
  readonly head: number;
  readonly read: number;
  /** How many messages follow that, and how many of them mention us: at most 100, which means 100 or more. */
  readonly unread: number;
  readonly mentions: number;
}

/** A room that anybody may join. */
export interface PublicRoom {
  readonly room: string;
  /** What people see in place of its name, if it has a title. */
  readonly title?: string;
  readonly topic?: string;
  readonly online: number;
  /** Absent with an older server, like `topic` and `at`. */
  readonly members?: number;
  readonly at?: string;
}

/** A search result, with the matches in its text in UTF-16 code units. */
export interface Hit {
  readonly message: Message;
  /** The title of its room, if it has one. */
  readonly title?: string;
  readonly marks: readonly { readonly start: number; readonly end: number }[];
}

export interface ConnectOptions {
  /** The name others see: 1 to 64 visible characters. Required without a `token` or `me`, which contain the name. */
  name?: string;
  /**
   * A secret of 16 to 128 visible ASCII characters, such as from `newKey()`. Store it: whoever holds it is the same
   * member. Default: a new one for this client only.
   */
  key?: string;
  /**
   * A signed token (JWT) of your application, in place of `name` and `key`. Pass a function that returns a fresh one, or
   * a promise of it: it is called at each connect and before the token expires. If it fails, the client tries again
   * later; if the server refuses the token with `unauthorized`, the client closes. A string serves until it expires.
   */
  token?: string | (() => string | Promise<string>);
  /**
   * Who we are, in place of `name`, `key` and `token`, if the browser is signed in and its requests prove it: the answer
   * of `api/me`.
   */
  me?: Member;
  /** Default: `ws` relative to `document.baseURI`, so that any context path works. Required outside a browser. */
  url?: string | URL;
  /**
   * The delay before try n is random, from 0 to min(maxDelay, minDelay · 2ⁿ) milliseconds. Defaults: 500 and 20 000.
   */
  minDelay?: number;
  maxDelay?: number;
  /**
   * Milliseconds after which an unacknowledged post is retried, and a connection without a welcome is dropped. Default:
   * 10 000.
   */
  ackTimeout?: number;
  /** Closes the client when it aborts. */
  signal?: AbortSignal;
  /**
   * Keeps unsent messages and changes after this client has ended. Default: IndexedDB if there is one and a `key` or
   * `me` is given. All pages of the member share it: each sends what it wrote, and what closed pages have left. `null`, and the
   * default elsewhere: nothing survives this client. With a `token`, pass a storage of the user's own.
   */
  storage?: OutboxStorage | null;
  /**
   * Default: the global one. Without either, as in Node 20, `connect` throws a `TypeError`. The class of the package `ws`
   * fits.
   */
  WebSocket?: new (url: string | URL, protocols: string) => WebSocketLike;
}

/** What the client needs of a WebSocket. */
export interface WebSocketLike {
  readonly readyState: number;
  onopen: ((event: any) => any) | null;
  onmessage: ((event: any) => any) | null;
  onerror: ((event: any) => any) | null;
  onclose: ((event: any) => any) | null;
  send(text: string): void;
  close(): void;
}

export interface ClientEvents {
  state: {
    state: ConnectionState;
    previous: ConnectionState;
    retryInMs?: number;
    isRestart?: boolean;
    error?: ParleyError;
  };
  /** The server reports an error that belongs to no call. */
  error: ParleyError;
  /**
   * The storage had drafts of an earlier client. They are in `room.unsent` and `room.unsentChanges`, and the room is being
   * joined to send them.
   */
  restored: { room: Room };
  /** Somebody has let us into a private room, or opened a direct one with us. To be in it, `join` it. */
  'room-added': {
    room: string;
    kind: RoomKind;
    title: string;
    role: Role;
    people: readonly Member[];
    /** Missing if a ban has ended by itself. */
    by?: Member;
  };
  /**
   * We were removed or banned from a room, or left it elsewhere. It is closed: what was unsent has failed with `removed`, and
   * no reconnect joins it again. Without `by`, that was while we were away, or our role has ended by itself.
   */
  'room-removed': {
    room: string;
    kind: RoomKind;
    title: string;
    role: 'none' | 'banned';
    by?: Member;
    reason?: string;
    until?: Date;
    /** The room was deleted for everybody. */
    deleted: boolean;
  };
  /** The list of our rooms has arrived: after every welcome, and after `myRooms()`. */
  myRooms: { rooms: readonly MyRoom[] };
  /** Our name has changed, by `rename()` here or in another session of ours. */
  renamed: { member: Member };
}

export interface RoomEvents {
  /**
   * A message is in the room's log; our own arrive here, too. In log order, without gaps or duplicates. `history`: it is
   * from before we joined; `resume`: it is from while the connection was lost; `live`: it is new.
   */
  message: { message: Message; cause: 'history' | 'resume' | 'live' };
  /**
   * The message at the offset `target` has changed; our own changes arrive here, too. `apply` returns the changed message;
   * it returns other messages, and those that include the change already, as they are. If you keep messages, pass all of
   * them through it, or just the one at that offset.
   */
  change: {
    target: number;
    kind: 'edited' | 'deleted' | 'reacted' | 'unreacted' | 'pinned' | 'unpinned';
    author: Member;
    cause: 'history' | 'resume' | 'live';
    /** For a reaction. */
    emoji?: string;
    apply: (message: Message) => Message;
  };
  /** Its title, people or rules have changed, or our role. */
  changed: Record<never, never>;
  /** The log has an entry about the room itself. `cause` as for a message. */
  entry: { entry: RoomEntry; cause: 'history' | 'resume' | 'live' };
  /** Who is typing now, except us: the complete count, and at most five of the members. */
  typing: { members: readonly Member[]; count: number };
  /** The unread counts have changed: by a message, or because we have read here or on another device. */
  read: { offset: number; unread: number; mentions: number };
  /**
   * The room's own name is spelled differently from the one requested: `id` is the room's own from now on, `before` the
   * old one.
   */
  named: { before: string };
  /** The topic has changed; without an `author` if that was while we were away. */
  topic: { topic: string; author?: Member };
  /** A message of ours was created, or its state has changed. */
  update: { message: Message };
  /**
   * A change of ours was created, or its state has changed: call `preview()` and read `nextTopic` again. If `failed`,
   * its `error` says why.
   */
  pending: { change: UnsentChange };
  /**
   * `live`: somebody has arrived, departed or changed their name. `snapshot`: the whole list has arrived, as after every
   * reconnect, and this is the difference.
   */
  members: {
    joined: readonly Member[];
    left: readonly Member[];
    renamed: readonly { member: Member; before: Member }[];
    cause: 'live' | 'snapshot';
  };
  /**
   * What follows does not connect to what came before: discard the messages you show. The newest ones follow, up to the
   * offset `head`.
   */
  reset: { head: number };
}

export interface Emitter<Events> {
  /** Returns a function that removes the handler. */
  on<K extends keyof Events>(
    type: K,
    handler: (event: Events[K]) => void,
    options?: { signal?: AbortSignal; once?: boolean },
  ): () => void;
  off<K extends keyof Events>(type: K, handler: (event: Events[K]) => void): void;
}

export interface Client extends Emitter<ClientEvents> {
  readonly state: ConnectionState;
  /** Ourselves as others see us; `undefined` before the first welcome. */
  readonly me: Member | undefined;
  /** Our messages in all rooms that are not known to be stored, oldest first. */
  readonly unsent: readonly Message[];
  /** The same for our changes: edits, deletions, reactions, pins and topics. */
  readonly unsentChanges: readonly UnsentChange[];
  /** Resolves with the first welcome; rejects if the server refuses us for good. */
  ready(): Promise<Member>;
  /**
   * Returns the room immediately, and the same object for the same name, ignoring case. Joins it once connected, and again
   * after each reconnect. With `create: false` the room is not created if it is missing: `entered` rejects with
   * `not-found`.
   */
  room(name: string, options?: { since?: string; create?: boolean }): Room;
  /**
   * Resolves with the room when the server lets us in. `since`: an earlier `position`; the messages after it follow. The
   * first ones may have arrived by then: to hear them, call `room()`, add your handlers, and wait for `entered`.
   */
  join(name: string, options?: { since?: string; create?: boolean }): Promise<Room>;
  /**
   * The rooms that anybody may join, busiest first, at most 200; `find`: only those with this in their name.
   * An older server lists only rooms with someone in them.
   */
  rooms(options?: { find?: string }): Promise<readonly PublicRoom[]>;
  /**
   * Creates a private room with these people (members or their ids), and us as its owner. Resolves with it when the server
   * has it; we are being let in, and what you send waits for that. With the same `ref` it is the same room.
   */
  createRoom(room: {
    title: string;
    members?: readonly (Member | string)[];
    /** `joined`: those who are invited later read only what comes then. Default: `shared`, everything. */
    history?: 'shared' | 'joined';
    ref?: string;
  }): Promise<Room>;
  /**
   * Opens the conversation with exactly these one to seven people, which is always the same room. Otherwise like
   * `createRoom`.
   */
  openDirect(members: Member | string | readonly (Member | string)[], options?: { ref?: string }): Promise<Room>;
  /**
   * The rooms we belong to, from the first `join` to `leave()`, the one with the latest message first. An older server
   * refuses it with `unknown-type`.
   */
  myRooms(): Promise<readonly MyRoom[]>;
  /**
   * Searches all public rooms. The query consists of words, "phrases", `begin*`, `-without`, `from:name`, `in:room`,
   * `before:2026-11-22`, `after:2026-11-22`, `has:link` and `is:pinned`. `limit`: 1 to 50, default 20; `cursor`: that of
   * the previous page. Rejects with `invalid` if the query is malformed, or with the signal's reason.
   */
  search(
    query: string,
    options?: { order?: 'best' | 'newest'; limit?: number; cursor?: string; signal?: AbortSignal },
  ): Promise<{ readonly hits: readonly Hit[]; readonly cursor?: string }>;
  /** Retries a failed message. */
  retry(ref: string): void;
  /**
   * Gives up a failed or queued message or change, and the changes that refer to it. Returns whether that was still possible.
   */
  discard(ref: string): boolean;
  /**
   * Changes our name in all sessions with our key. Resolves when the server accepts it, perhaps after a reconnect. Rejects
   * and keeps the old name if the server refuses it; with `discarded` if another name is requested meanwhile; with
   * `closed`.
   */
  rename(name: string): Promise<Member>;
  /** Skips the wait, for a "Try now" button. */
  reconnect(): void;
  close(): Promise<void>;
}

/**
 * A promise for the stored message. It survives reconnects. Rejects if the server refuses the message, with `discarded`, or
 * with `closed`: then the next client with the same key sends the message if it was `kept`.
 */
export interface Sending extends Promise<Message> {
  /** The message in its current state, to show it before it is stored. */
  readonly message: Message;
  readonly ref: string;
}

/**
 * A promise for the offset of a stored change. Otherwise like `Sending`: it survives reconnects and, if `kept`, this
 * client.
 */
export interface Changing extends Promise<Changed> {
  /** `undefined` if the change was made to a message not sent yet. */
  readonly change: UnsentChange | undefined;
  readonly ref: string;
}

export interface Room extends Emitter<RoomEvents> {
  /** Its name: as requested and, once joined, in the room's own spelling. Of a private or direct room, its address. */
  readonly id: string;
  /** Until we are in, a guess from its address. */
  readonly kind: RoomKind;
  /** What people see: the name, a private room's title, or the names of the others in a direct room. Empty until known. */
  readonly title: string;
  /** Ours. */
  readonly role: Role;
  /** When that role ends and the earlier one is back, if it does. */
  readonly roleUntil: Date | undefined;
  /** Whether nobody can write any more. */
  readonly archived: boolean;
  /** How many seconds must pass between two messages of one person who is not a moderator; 0 for none. */
  readonly slowMode: number;
  /** Everybody in a direct room, with us; empty for others. */
  readonly people: readonly Member[];
  /** Whether our role lets us do this now. */
  may(right: Right): boolean;
  /** Whether we are in the room in this session. */
  readonly joined: boolean;
  /** Resolves with the room when the server first lets us in; rejects if it refuses. */
  readonly entered: Promise<Room>;
  /** Whether messages from before we joined are still arriving. */
  readonly isBehind: boolean;
  /** The number of members online; more than in `members()` if the room is very full. */
  readonly online: number;
  /** Empty if there is none. */
  readonly topic: string;
  /** The offset up to which we have read, on any device; `undefined` until known. */
  readonly readOffset: number | undefined;
  /** How many messages of others follow that, and how many of them mention us: at most 100, which means 100 or more. */
  readonly unread: number;
  readonly mentions: number;
  /** The offset of the newest entry received, a message or a change; `NaN` before the first. */
  readonly offset: number;
  /** Pass it to a later `join` as `since`. */
  readonly position: string | undefined;
  members(): readonly Member[];
  /**
   * Saves the message, sends it in the order of the calls, and retries after a lost connection. The server stores it once.
   * `ref`: that of a message which an earlier client with the same key may not have sent. If the server has it already, it
   * is not stored again; if it is in `unsent`, you get that one. `replyTo`: the message to reply to.
   */
  send(text: string, options?: { ref?: string; replyTo?: Place }): Sending;
  /**
   * Edits a message of ours. Like `send`: it is saved, sent in the order of the calls, retried after a lost connection, and
   * stored once. `preview()` shows it immediately; the result arrives as a `change`. Rejects with `not-found` if the message
   * was deleted or is no longer on the server, and with `forbidden` if it is somebody else's.
   */
  edit(message: Place, text: string, options?: { ref?: string }): Changing;
  /**
   * Deletes a message of ours or, as a moderator, of anyone, for everybody and for good. `after`: waits that many milliseconds, or until the page is
   * closed; until then `client.discard(ref)` undoes it. Otherwise like `edit`.
   */
  delete(message: Place, options?: { ref?: string; after?: number }): Changing;
  /** Adds or removes our reaction. Otherwise like `edit`. */
  react(message: Place, emoji: string, on?: boolean, options?: { ref?: string }): Changing;
  /**
   * Pins a message of anyone, for everybody in the room. Pinning it again changes nothing. Rejects with `not-found` if the
   * message was deleted or is no longer on the server, and with `invalid` if the room has 50 pinned messages already.
   * Otherwise like `edit`.
   */
  pin(message: Place, options?: { ref?: string }): Changing;
  /** Removes the pin, whoever set it. Otherwise like `pin`. */
  unpin(message: Place, options?: { ref?: string }): Changing;
  /**
   * Sets the topic, at most 250 characters, or removes it if empty. `ifNone`: only if the room has no topic by the time it
   * is sent; otherwise rejects with `discarded`. Otherwise like `edit`.
   */
  setTopic(topic: string, options?: { ref?: string; ifNone?: boolean }): Changing;
  /** The message as it will be once our changes are stored; the same object if there are none. */
  preview(message: Message): Message;
  /** The topic as it will be once our changes are stored. */
  readonly nextTopic: string;
  /**
   * Gives somebody a role: invites, removes, mutes, bans or appoints. `seconds`: for how long, only for `reader` and `banned`.
   * `reason`: at most 250 characters. Resolves when it is stored; is repeated after a lost connection. Rejects with
   * `forbidden` if our role does not allow it. The same goes for the methods below.
   */
  setRole(
    member: Member | string,
    role: Role,
    options?: { seconds?: number; reason?: string; address?: boolean; ref?: string },
  ): Promise<void>;
  /** Lets somebody into a private room. */
  invite(member: Member | string, role?: 'member' | 'guest' | 'reader'): Promise<void>;
  remove(member: Member | string, options?: { reason?: string; ref?: string }): Promise<void>;
  /** Makes somebody a reader. */
  mute(member: Member | string, options?: { seconds?: number; reason?: string; ref?: string }): Promise<void>;
  /** `address`: also ban the addresses of a guest, for all guests, from this public room. */
  ban(
    member: Member | string,
    options?: { seconds?: number; reason?: string; address?: boolean; ref?: string },
  ): Promise<void>;
  /** 1 to 64 characters. An empty one gives a public room its name back. */
  setTitle(title: string, options?: { ref?: string }): Promise<void>;
  /** The offset of the entry that set the rules; `undefined` without rules. */
  readonly rulesAt: number | undefined;
  /** What the room asks of its members, as Markdown; empty for nothing. */
  rules(): Promise<string>;
  /** At most 4 000 characters of Markdown; empty for no rules. */
  setRules(rules: string, options?: { ref?: string }): Promise<void>;
  /** Deletes the room with everything in it, for everybody. Rejects with `legal-hold` if that is forbidden. */
  deleteRoom(options?: { reason?: string; ref?: string }): Promise<void>;
  archive(options?: { ref?: string }): Promise<void>;
  unarchive(options?: { ref?: string }): Promise<void>;
  /** At most 3 600 seconds; 0 ends it. */
  setSlowMode(seconds: number, options?: { ref?: string }): Promise<void>;
  /** Everybody in a private or direct room; in a public one, those with a role of their own. */
  roles(): Promise<readonly MemberRole[]>;
  /** What was done to the room, newest first, for moderators. `before`: the offset of the last entry of the previous page. */
  audit(page?: {
    before?: number;
    limit?: number;
  }): Promise<{ readonly entries: readonly RoomEntry[]; readonly more: boolean }>;
  /** Call on every key press. Tells the server at most every three seconds; `send` ends it. */
  typing(): void;
  /**
   * Marks everything up to this offset as read; by default, everything received. Call as often as you like: it tells
   * the server at most once a second.
   */
  markRead(offset?: number): void;
  /** One message, such as for a quote; `undefined` if the server has none at that offset. */
  message(offset: number): Promise<Message | undefined>;
  /** Our messages in this room that are not known to be stored, oldest first. */
  readonly unsent: readonly Message[];
  /** The same for our changes. */
  readonly unsentChanges: readonly UnsentChange[];
  /**
   * A page of history: before, after or around an offset; by default the newest. `limit`: 1 to 100, default 50; a page may
   * have fewer. Waits until the room is joined, and retries after a lost connection. An older server refuses it with
   * `unknown-type`.
   */
  history(page?: { before?: number; after?: number; around?: number; limit?: number }): Promise<History>;
  /**
   * The pinned messages, newest first, at most 50. To keep a list current, apply every `change` to it, and load it again
   * when one of the kind `pinned` is for a message that it lacks. Retention removes pins without an event. Waits like
   * `history`.
   */
  pins(): Promise<readonly Message[]>;
  /**
   * Leaves the room and gives up what is unsent. For a private room, waits for the server, which refuses it with `forbidden` to
   * the last owner; only an invitation leads back.
   */
  leave(): Promise<void>;
}

/** Where the log has a change; `NaN` if its message was discarded before it was sent. */
export interface Changed {
  readonly offset: number;
  readonly at: Date;
}

/** `code` is one of the protocol's error codes, `closed`, `discarded`, or `removed`: we are no longer in the room. */
export class ParleyError extends Error {
  readonly code: string;
  /** Milliseconds to wait before trying again. */
  readonly retryAfter?: number;
  /**
   * Whether the same command will succeed later: `busy`, `rate-limited` and `unavailable`, which the client retries by
   * itself.
   */
  readonly isPassing: boolean;
}

export function newKey(): string;
/** Whether a member is a guest: it chose its name itself, and nobody vouches for it. */
export function isGuest(member: Member): boolean;
/** Throws a `TypeError` without a `WebSocket` or, outside a browser, without a `url`. */
export function connect(options: ConnectOptions): Client;

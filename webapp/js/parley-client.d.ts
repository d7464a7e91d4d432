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

/** `queued`: kept here until it can be sent. `sending`: on the wire, not yet acknowledged. `sent`: stored by the server. `failed`: refused, and not repeated by itself. */
export type SendState = 'queued' | 'sending' | 'sent' | 'failed';

export interface Member {
  readonly id: string;
  readonly name: string;
}

/** A message as it was at one moment: it never changes, an `update` brings another one with the same `ref`. */
export interface Message {
  /** The author's own name for the message. It identifies a message where `mine` is true. */
  readonly ref?: string;
  readonly room: string;
  /** The place in the room's log; `NaN` until the message is stored. */
  readonly offset: number;
  readonly author: Member;
  readonly mine: boolean;
  readonly text: string;
  /** The server's time; this device's until the message is stored. */
  readonly at: Date;
  /** Always `sent` for other people's messages. */
  readonly state: SendState;
  /** Why it failed. */
  readonly error?: ParleyError;
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
  /** Default: the global one. Needed where there is none, as in Node 20: `connect` throws a `TypeError` without it. */
  WebSocket?: typeof WebSocket;
}

export interface ClientEvents {
  state: { state: ConnectionState; previous: ConnectionState; retryInMs?: number; error?: ParleyError };
  /** The server reports a failure that belongs to no call. */
  error: ParleyError;
}

export interface RoomEvents {
  /**
   * A message took its place in the room's log; one's own come here, too. In the log's order, none missing, none twice. `history`: it is older than our coming;
   * `resume`: it came while the connection was away; `live`: it is new.
   */
  message: { message: Message; cause: 'history' | 'resume' | 'live' };
  /** A message of our own began or changed its state. */
  update: { message: Message };
  /** `live`: somebody came or left. `snapshot`: the whole list came, as after every reconnect, and this is the difference. */
  members: { joined: readonly Member[]; left: readonly Member[]; cause: 'live' | 'snapshot' };
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
  /** Our messages in all rooms that are not known to be stored, in order. They are kept in memory only. */
  readonly unsent: readonly Message[];
  /** Resolves at the first welcome; rejects when the server refuses for good. */
  ready(): Promise<Member>;
  /** The room, at once, and the same one for the same name. It is joined as soon as there is a connection, and again after each loss of it. */
  room(name: string, options?: { since?: string }): Room;
  /** The room, once the server has let us in. `since` is a `position` from earlier: the messages after it follow. */
  join(name: string, options?: { since?: string }): Promise<Room>;
  /** The rooms in which somebody is, busiest first. */
  rooms(): Promise<readonly { readonly room: string; readonly online: number }[]>;
  /** Tries a failed message again. */
  retry(ref: string): void;
  /** Gives a message up that is failed or queued. */
  discard(ref: string): void;
  /**
   * Begins a new session under another name. Member, rooms and unsent messages stay. Resolves when the server has welcomed us under it, which may be after a
   * reconnect. Rejects when the server refuses the name, and goes back to the old one; with `discarded` when another name was asked for meanwhile; with `closed`.
   */
  rename(name: string): Promise<Member>;
  /** Skips the wait: what a "Try now" button calls. */
  reconnect(): void;
  close(): Promise<void>;
}

/** A promise for the stored message. It survives reconnects; it rejects when the server refuses the message, or with `discarded` or `closed`. */
export interface Sending extends Promise<Message> {
  /** The message as it is now, at once: for showing it before it is stored. */
  readonly message: Message;
  readonly ref: string;
}

export interface Room extends Emitter<RoomEvents> {
  readonly id: string;
  /** Whether the server has let us in, in this session. */
  readonly joined: boolean;
  /** Resolves with the room when the server has first let us in; rejects when it has refused. */
  readonly entered: Promise<Room>;
  /** The number of members who are here; more than `members()` knows in a very full room. */
  readonly online: number;
  /** The offset of the newest message that was seen; `NaN` before the first. */
  readonly offset: number;
  /** What a later `join` takes as `since`. */
  readonly position: string | undefined;
  members(): readonly Member[];
  /**
   * Keeps, sends and, after a lost connection, sends again, in the order of the calls. The server stores the message once.
   * `ref`: that of a message which an earlier client with the same key could not bring to its end. If the server has it after all, it is not stored again.
   */
  send(text: string, options?: { ref?: string }): Sending;
  leave(): Promise<void>;
}

/** `code` is one of the protocol's, or `closed`, or `discarded`. */
export class ParleyError extends Error {
  readonly code: string;
  /** Milliseconds after which it is worth trying again. */
  readonly retryAfter?: number;
}

export function newKey(): string;
/** Throws a `TypeError` when there is no `WebSocket`, or outside a browser no `url`. */
export function connect(options: ConnectOptions): Client;

import { randomUUID } from 'node:crypto';
import { Manager } from 'socket.io-client';
import { shared } from './host.mjs';

const PATIENCE = 30_000;
const open = new Set();

/** A client that remembers all it heard, in the order of arrival. */
export class Talker {
  heard = [];
  #waiting = new Set();

  /** @param manager of the connection, where namespaces share one */
  constructor(namespace, { host = shared, manager, ...options } = {}) {
    this.manager = manager ?? managerFor(host, options);
    this.socket = this.manager.socket(namespace, options);
    this.socket.onAny((type, ...args) => this.#hear({ type, body: args[0], args }));
    for (const type of ['connect', 'disconnect', 'connect_error']) {
      this.socket.on(type, body => this.#hear({ type, body, args: [body] }));
    }
    open.add(this);
    this.socket.connect();
  }

  /** In Parley's own namespace, welcome by this name. */
  static async named(name, options = {}) {
    const talker = new Talker('/parley', { auth: { name, key: randomUUID() }, ...options });
    await talker.next('welcome');
    return talker;
  }

  /** In the tutorial's namespace, connected and nameless. */
  static async inTutorial(options) {
    const talker = new Talker('/', options);
    await talker.next('connect');
    return talker;
  }

  get id() {
    return this.socket.id;
  }

  get recovered() {
    return this.socket.recovered === true;
  }

  get transport() {
    return this.manager.engine.transport.name;
  }

  /** Waits for the upgrade to the WebSocket. Commands would not do: they could exceed the rate limit before it. */
  async upgraded() {
    const { engine } = this.manager;
    if (engine.transport.name !== 'websocket') await new Promise(resolve => engine.once('upgrade', resolve));
  }

  ask(type, body = {}) {
    return this.socket.timeout(PATIENCE).emitWithAck(type, body);
  }

  join(room, since) {
    return this.ask('join', since ? { room, since } : { room });
  }

  post(room, text, ref) {
    return this.ask('post', ref ? { room, text, ref } : { room, text });
  }

  /** Waits until it heard so many events that are like this, from the beginning on; returns them. */
  async hears(number, like) {
    const found = () => this.heard.filter(like);
    await this.until(`${number} events`, () => found().length >= number);
    return found().slice(0, number);
  }

  /** Waits for the first event of this type, or for the first after those that were heard before. */
  async next(type, after = 0) {
    const find = () => this.heard.slice(after).find(event => event.type === type);
    await this.until(type, find);
    return find().body;
  }

  texts(room) {
    return this.heard.filter(inRoom(room)).map(({ body }) => body.text);
  }

  /** Waits until it has this many messages of the room; returns what they say. */
  async reads(room, number) {
    await this.hears(number, inRoom(room));
    return this.texts(room);
  }

  /** The line breaks, and the client does not come back by itself before the work is done. Resolves when it is connected again. */
  async away(work = () => {}, cut = () => this.hangUp()) {
    this.manager.reconnection(false);
    const before = this.heard.length;
    cut();
    await this.next('disconnect', before);
    await work();
    const back = this.heard.length;
    this.manager.reconnection(true);
    this.socket.connect();
    await this.next('connect', back);
  }

  /** Its next connections go to this server. */
  lead(host) {
    this.manager.uri = host.url.origin;
  }

  /** Ends the transport, not the session. */
  hangUp() {
    this.manager.engine.close();
  }

  /** As when a cable is pulled: without a goodbye. For a connection by WebSocket. */
  pullTheCable() {
    this.manager.engine.transport.ws._socket.destroy();
  }

  async until(what, isSo) {
    if (isSo()) return;
    await new Promise((resolve, reject) => {
      const look = () => isSo() && done(resolve);
      const late = setTimeout(
        () =>
          done(() =>
            reject(
              new Error(`no ${what}; heard at last ${JSON.stringify(this.heard.slice(-8).map(({ args }) => args))}`),
            ),
          ),
        PATIENCE,
      );
      const done = how => {
        clearTimeout(late);
        this.#waiting.delete(look);
        how();
      };
      this.#waiting.add(look);
    });
  }

  close() {
    open.delete(this);
    this.manager.reconnection(false);
    this.socket.disconnect();
    this.manager._close();
  }

  #hear(event) {
    this.heard.push(event);
    for (const look of [...this.#waiting]) look();
  }
}

/** A connection of its own, that comes back quickly. */
export function managerFor(host, options = {}) {
  const path = new URL('socket.io', host.url).pathname;
  return new Manager(host.url.origin, {
    path,
    autoConnect: false,
    reconnectionDelay: 20,
    reconnectionDelayMax: 500,
    ...options,
  });
}

/** A room in which nobody has been. */
export function unusedRoom() {
  return `room ${randomUUID().slice(0, 8)}`;
}

export function inRoom(room) {
  return ({ type, body }) => type === 'message' && body.room === room;
}

/** Such as word 1, word 2, word 3. */
export function words(number, word = 'word') {
  return Array.from({ length: number }, (_, n) => `${word} ${n + 1}`);
}

/** To be called after each test. */
export function everybodyGoes() {
  for (const talker of [...open]) talker.close();
}

import { Backoff } from './backoff.js';
import { Emitter } from './emitter.js';
import { ParleyError } from './error.js';
import { token } from './token.js';

const PONG_WITHIN = 5_000;
const STEADY_AFTER = 5_000;

const RESTARTING = 1012;
/** What the application gets to know of a final close: our sign-in has ended, or an owner of the server ended us. */
const ERRORS = { 4501: 'unauthorized', 4502: 'ended' };
/** Close codes after which reconnecting would only repeat the fault. */
const isFinal = code => [1003, 1007, 1009].includes(code) || code >= 4500;
const isOffline = () => globalThis.navigator?.onLine === false;

/**
 * The one connection to the server. Dials, says hello, watches for silence, and redials when the connection is lost.
 * Emits `state`, `welcome`, `leaving` when the page may be about to go, and every other server event as `event`.
 */
export class Connection extends Emitter {
  state = 'connecting';
  #options;
  #greeting;
  #backoff;
  #socket;
  #timer;
  #pingInterval;
  #heardAt;
  #openedAt = Infinity;
  #isProbing = false;
  #window = new AbortController();

  /**
   * `greeting`: `hello()` promises the command that starts a session; `refused(error)` returns whether the next hello
   * will differ.
   */
  constructor(options, greeting) {
    super();
    this.#options = options;
    this.#greeting = greeting;
    this.#backoff = new Backoff(options);
    this.#watchWindow();
  }

  /** Dials now instead of waiting. Does nothing while connected or connecting. */
  connect() {
    if (this.#socket || this.state === 'closed') return;
    clearTimeout(this.#timer);
    this.#become('connecting');
    this.#dial();
  }

  /** Ends the session and begins a new one. */
  restart() {
    if (this.state === 'closed') return;
    this.#forget();
    this.connect();
  }

  /** Returns whether the command was sent; `false` without a connection. */
  send(command) {
    if (this.#socket?.readyState !== 1) return false;
    this.#socket.send(JSON.stringify(command));
    return true;
  }

  /** Pings the server, and drops the connection if nothing comes back. */
  probe() {
    if (this.state !== 'open' || this.#isProbing) return;
    this.#isProbing = true;
    const before = this.#heardAt;
    this.send({ type: 'ping', ref: token() });
    this.#after(PONG_WITHIN, () => (this.#heardAt > before ? this.#watch() : this.#lost()));
  }

  close(error = new ParleyError('closed', 'The client was closed')) {
    if (this.state === 'closed') return Promise.resolve();
    this.#window.abort();
    const gone = this.#forget();
    this.#become('closed', { error });
    return gone;
  }

  #dial() {
    const { url, WebSocket, ackTimeout } = this.#options;
    const socket = new WebSocket(url, 'parley.v1');
    this.#socket = socket;
    const opened = new Promise(resolve => (socket.onopen = resolve));
    let ref;
    Promise.all([this.#greeting.hello(), opened]).then(
      ([command]) => {
        ref = command.ref;
        if (socket === this.#socket) this.send(command);
      },
      error => {
        (globalThis.reportError ?? console.error)(error);
        if (socket === this.#socket) this.#lost();
      },
    );
    socket.onmessage = ({ data }) => this.#receive(socket, data, ref);
    socket.onclose = ({ code, reason }) => {
      const why = ERRORS[code] ?? 'closed';
      if (isFinal(code)) this.close(new ParleyError(why, reason || `The connection was closed with code ${code}`));
      else this.#lost(0, code === RESTARTING);
    };
    socket.onerror = () => {}; // a close follows; in Node an unhandled error ends the process
    this.#after(ackTimeout, () => this.#lost());
  }

  #receive(socket, data, hello) {
    this.#heardAt = performance.now();
    let events;
    try {
      events = [JSON.parse(data)].flat();
    } catch {
      return; // ignored, like event types we do not know
    }
    for (const event of events) {
      if (socket !== this.#socket) return;
      if (event?.type === 'welcome') this.#welcomed(event);
      else if (event?.type === 'error' && hello && event.ref === hello) this.#refused(event);
      else if (event?.type) this.emit('event', event);
    }
  }

  #welcomed(welcome) {
    this.#pingInterval = welcome.pingInterval;
    this.#openedAt = performance.now();
    this.#watch();
    this.emit('welcome', welcome);
    this.#become('open');
  }

  #refused(reply) {
    const error = ParleyError.of(reply);
    if (error.isPassing || error.code === 'server') this.#lost(error.retryAfter);
    else if (this.#greeting.refused(error)) this.restart();
    else this.close(error);
  }

  #lost(atLeast = 0, isRestart = false) {
    this.#forget();
    if (isOffline()) return this.#become('offline');
    const retryInMs = Math.max(atLeast, this.#backoff.next());
    this.#after(retryInMs, () => this.connect());
    this.#become('waiting', { retryInMs, isRestart });
  }

  /**
   * Drops the socket without waiting: a dead one takes minutes to report that it is closed. Resolves when it has, or
   * soon after.
   */
  #forget() {
    clearTimeout(this.#timer);
    if (performance.now() - this.#openedAt > STEADY_AFTER) this.#backoff.reset();
    this.#openedAt = Infinity;
    const socket = this.#socket;
    this.#socket = undefined;
    if (!socket || socket.readyState === 3) return Promise.resolve();
    return new Promise(resolve => {
      const timeout = setTimeout(resolve, 2_000);
      socket.onopen = socket.onmessage = null;
      socket.onclose = () => resolve(clearTimeout(timeout));
      socket.close();
    });
  }

  /** Probes after two silent ping intervals. A browser does not show us the server's own pings. */
  #watch() {
    this.#isProbing = false;
    const left = 2 * this.#pingInterval - (performance.now() - this.#heardAt);
    if (left <= 0) this.probe();
    else this.#after(left, () => this.#watch());
  }

  #watchWindow() {
    const { signal } = this.#window;
    globalThis.addEventListener?.('online', () => this.#wake(), { signal });
    globalThis.addEventListener?.('offline', () => this.#doubt(), { signal });
    for (const type of ['beforeunload', 'pagehide'])
      globalThis.addEventListener?.(type, () => this.emit('leaving'), { signal }); // the second may be too late to send anything, the first may not fire
    globalThis.document?.addEventListener('visibilitychange', () => document.hidden || this.#wake(), { signal });
    this.#options.signal?.addEventListener('abort', () => this.close(), { signal });
  }

  #wake() {
    if (this.state === 'open') this.probe();
    else this.connect();
  }

  #doubt() {
    if (this.state === 'open') this.probe();
    else if (this.state === 'waiting') {
      clearTimeout(this.#timer);
      this.#become('offline');
    }
  }

  /** We wait for one thing at a time: the welcome, a pong, or the next try. */
  #after(milliseconds, action) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(action, milliseconds);
  }

  #become(state, more) {
    const previous = this.state;
    this.state = state;
    if (state !== previous || more) this.emit('state', { state, previous, ...more });
  }
}

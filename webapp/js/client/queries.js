import { ParleyError } from './error.js';
import { token } from './token.js';

const AGAIN_IN = 1_000;

/**
 * Requests that are safe to repeat, since they read or the server carries out a `ref` once: each is sent again after a
 * reconnect, with the same `ref`, until it is answered or aborted.
 */
export class Queries {
  #wire;
  #open = new Map();

  /**
   * `wire`: `isOpen`, `send(command, answer)` and `enters(room)`, whether we are in a room or joining it: right after a
   * reconnect we may not be in yet.
   */
  constructor(wire) {
    this.#wire = wire;
  }

  ask(command, signal) {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const query = { ...command, ref: command.ref ?? token() };
      const put = () =>
        this.#wire.send(query, reply => {
          if (!this.#open.has(query.ref)) return;
          const error = reply.type === 'error' && ParleyError.of(reply);
          if (error && this.#isPassing(query, error))
            return setTimeout(() => this.#put(query.ref), error.retryAfter ?? AGAIN_IN);
          this.#open.delete(query.ref);
          if (error) reject(error);
          else resolve(reply);
        });
      signal?.addEventListener('abort', () => this.#open.delete(query.ref) && reject(signal.reason), { once: true });
      this.#open.set(query.ref, { put, reject });
      this.#put(query.ref);
    });
  }

  /** A new session has begun. */
  repeat() {
    for (const ref of [...this.#open.keys()]) this.#put(ref);
  }

  end(error) {
    for (const { reject } of this.#open.values()) reject(error);
    this.#open.clear();
  }

  #put(ref) {
    if (this.#wire.isOpen) this.#open.get(ref)?.put();
  }

  #isPassing({ type, room }, { isPassing, code }) {
    return isPassing || (code === 'not-joined' && type !== 'leave' && this.#wire.enters(room));
  }
}

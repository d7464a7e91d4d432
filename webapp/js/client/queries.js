import { ParleyError } from './error.js';
import { token } from './token.js';

const AGAIN_IN = 1_000;

/** What may be asked again, as it is after every reconnect, under the same `ref`, until there is an answer or nobody wants one any more. */
export class Queries {
  #wire;
  #open = new Map();

  /** `wire`: `isOpen`, `send(command, answer)`, and whether we are on our way into a room, `enters(room)`: right after a reconnect we may not be there yet. */
  constructor(wire) {
    this.#wire = wire;
  }

  ask(command, signal) {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const question = { ...command, ref: token() };
      const put = () => this.#wire.send(question, reply => {
        if (!this.#open.has(question.ref)) return;
        const error = reply.type === 'error' && ParleyError.of(reply);
        if (error && this.#isPassing(question, error)) return setTimeout(() => this.#put(question.ref), error.retryAfter ?? AGAIN_IN);
        this.#open.delete(question.ref);
        if (error) reject(error);
        else resolve(reply);
      });
      signal?.addEventListener('abort', () => this.#open.delete(question.ref) && reject(signal.reason), { once: true });
      this.#open.set(question.ref, { put, reject });
      this.#put(question.ref);
    });
  }

  /** In a new session. */
  again() {
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
    return isPassing || code === 'not-joined' && type !== 'leave' && this.#wire.enters(room);
  }
}

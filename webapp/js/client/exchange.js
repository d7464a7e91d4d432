/** What is said to the server in one session, and its answers, each to whoever asked. */
export class Exchange {
  #put;
  #answers = new Map();
  #unknown = new Set();

  /** `put(command)`: whether it went on its way. */
  constructor(put) {
    this.#put = put;
  }

  send(command, answer) {
    if (this.#put(command)) this.#answers.set(command.ref, answer);
  }

  /** What may be lost, and is not said again to a server that does not know the word. */
  tell(command) {
    if (this.#unknown.has(command.type)) return;
    this.send(command, ({ code }) => code === 'unknown-type' && this.#unknown.add(command.type));
  }

  /** Whether somebody waited for it. */
  take(reply) {
    const answer = this.#answers.get(reply.ref);
    this.#answers.delete(reply.ref);
    answer?.(reply);
    return answer !== undefined;
  }

  /** The session is over: nothing that was asked in it is answered any more. */
  clear() {
    this.#answers.clear();
    this.#unknown.clear();
  }
}

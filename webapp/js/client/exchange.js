/** Sends commands in one session and passes each reply to whoever sent the command. */
export class Exchange {
  #put;
  #answers = new Map();
  #unknown = new Set();

  /** `put(command)` returns whether it was sent. */
  constructor(put) {
    this.#put = put;
  }

  send(command, answer) {
    if (this.#put(command)) this.#answers.set(command.ref, answer);
  }

  /** Sends a command that may get lost. Stops sending its type if the server does not know it. */
  tell(command) {
    if (this.#unknown.has(command.type)) return;
    this.send(command, ({ code }) => code === 'unknown-type' && this.#unknown.add(command.type));
  }

  /** Returns whether somebody was waiting for this reply. */
  take(reply) {
    const answer = this.#answers.get(reply.ref);
    this.#answers.delete(reply.ref);
    answer?.(reply);
    return answer !== undefined;
  }

  /** The session is over: no more replies will arrive. */
  clear() {
    this.#answers.clear();
    this.#unknown.clear();
  }
}

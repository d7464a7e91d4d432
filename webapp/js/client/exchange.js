/** Sends commands in one session and passes each reply to whoever sent the command. */
export class Exchange {
  #put;
  /** By ref. A command may be sent again before its reply arrives, and then gets as many replies: `copies`. */
  #sent = new Map();
  #unknown = new Set();

  /** `put(command)` returns whether it was sent. */
  constructor(put) {
    this.#put = put;
  }

  send(command, answer) {
    const { ref, room } = command;
    if (this.#put(command)) this.#sent.set(ref, { room, answer, copies: (this.#sent.get(ref)?.copies ?? 0) + 1 });
  }

  /** Whether no other room's command with this ref waits for its reply: an error does not say which room it is about. */
  isFree({ ref, room }) {
    return (this.#sent.get(ref) ?? { room }).room === room;
  }

  /** Sends a command that may get lost. Stops sending its type if the server does not know it. */
  tell(command) {
    if (this.#unknown.has(command.type)) return;
    this.send(command, ({ code }) => code === 'unknown-type' && this.#unknown.add(command.type));
  }

  /** Takes a reply, and returns false if it answers nothing. Of several replies to a command, the first one counts. */
  take(reply) {
    const sent = this.#sent.get(reply.ref);
    if (sent) {
      if (!--sent.copies) this.#sent.delete(reply.ref);
      const { answer } = sent;
      sent.answer = undefined;
      answer?.(reply);
    }
    return reply.ref !== undefined;
  }

  /** The session is over: no more replies will arrive. */
  clear() {
    this.#sent.clear();
    this.#unknown.clear();
  }
}

const PASSING = ['busy', 'rate-limited', 'unavailable'];

/** An error with a `code` for programs and a `message` for people. */
export class ParleyError extends Error {
  constructor(code, message, retryAfter) {
    super(message ?? code);
    this.name = 'ParleyError';
    this.code = code;
    this.retryAfter = retryAfter;
  }

  static of({ code, message, retryAfter }) {
    return new ParleyError(code, message, retryAfter);
  }

  /** Whether the same command will succeed later. */
  get isPassing() {
    return PASSING.includes(this.code);
  }
}

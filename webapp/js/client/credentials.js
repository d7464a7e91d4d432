import { Backoff } from './backoff.js';
import { token as random } from './token.js';

const MARGIN = 90_000; // of these, the server grants a minute after the token has expired
const LONGEST_TIMEOUT = 2 ** 31 - 1;

/**
 * What proves who we are in a hello: a key or, in an application that signs tokens for its users, a token. Nothing if the
 * browser proves it with each request.
 */
export class Credentials {
  #key;
  #token;
  #isSignedIn;
  #timer;
  #session;

  /**
   * The default key lasts as long as the client: with a new one at each reconnect we would be another member, and a
   * retried post would be another post.
   */
  constructor({ key, token, me }) {
    if ([key, token, me].filter(Boolean).length > 1) throw new TypeError('Pass only one of `key`, `token` and `me`');
    this.#key = key ?? random();
    this.#token = token;
    this.#isSignedIn = me !== undefined;
  }

  /** Whether our sign-in decides our name. */
  get hasFixedName() {
    return this.#isSignedIn || this.#token !== undefined;
  }

  /** The fields of the next hello. `name` is a guest's; a function is asked for a token each time. */
  async fields(name) {
    if (this.#isSignedIn) return {};
    if (this.#token === undefined) return { name, key: this.#key };
    return { token: typeof this.#token === 'function' ? await this.#token() : this.#token };
  }

  /**
   * Calls `renew(signal)` some time before the session ends, if there can be another token. It promises the milliseconds
   * to wait at least before another try, or `undefined` for none. The signal aborts when the session is over.
   */
  welcomed({ expiresIn }, delays, renew) {
    this.forget();
    if (expiresIn === undefined || typeof this.#token !== 'function') return;
    this.#session = new AbortController();
    const { signal } = this.#session;
    const backoff = new Backoff(delays);
    const endsAt = performance.now() + expiresIn;
    const after = delay => {
      if (signal.aborted || performance.now() + delay >= endsAt) return;
      this.#timer = setTimeout(async () => {
        const atLeast = await renew(signal);
        if (atLeast !== undefined) after(Math.max(atLeast, backoff.next()));
      }, delay);
    };
    after(Math.min(expiresIn > 2 * MARGIN ? expiresIn - MARGIN : expiresIn / 2, LONGEST_TIMEOUT));
  }

  /** The session is over. */
  forget() {
    this.#session?.abort();
    clearTimeout(this.#timer);
  }
}

/**
 * The delay before the next try: random, up to a bound that doubles with every try ("full jitter"), so that clients
 * that lost the same server do not all come back at once.
 */
export class Backoff {
  #tries = 0;

  constructor({ minDelay, maxDelay }) {
    this.minDelay = minDelay;
    this.maxDelay = maxDelay;
  }

  next() {
    return Math.random() * Math.min(this.maxDelay, this.minDelay * 2 ** this.#tries++);
  }

  reset() {
    this.#tries = 0;
  }
}

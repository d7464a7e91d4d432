/**
 * How long to wait before the next try: a random time between nothing and a bound that doubles with every try ("full jitter"),
 * so that many clients which lost the same server do not come back in step.
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

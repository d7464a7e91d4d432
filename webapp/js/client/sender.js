import { ParleyError } from './error.js';

const SERVER_ERROR_TRIES = 3;
const REF_IN_USE = 50;
/** Refusals that say that the server does not have the command. */
const WITHOUT_EFFECT = ['rate-limited', 'busy'];

/**
 * Sends a room's commands one at a time, so that none overtakes one being retried, and retries what may still succeed.
 */
export class Sender {
  #room;
  #wire;
  #ackTimeout;
  #on;
  #inFlight;
  #timer;
  #isOpen = false;
  /** Whether the server may have had the command in flight before. */
  #wasTouched = false;

  /**
   * `on`: `changed(entry, changes)`, `stored(entry, facts)`, `failed(entry, error)`, and `idle()` when the next one may
   * be sent.
   */
  constructor(room, wire, ackTimeout, on) {
    this.#room = room;
    this.#wire = wire;
    this.#ackTimeout = ackTimeout;
    this.#on = on;
  }

  /** Whether a command may be sent at all. */
  get isOpen() {
    return this.#isOpen;
  }

  get isReady() {
    return this.#isOpen && !this.#timer;
  }

  isSending(entry) {
    return entry === this.#inFlight;
  }

  open() {
    this.#isOpen = true;
    this.#on.idle();
  }

  /** Stops sending. Whether the command in flight arrived is unknown, so it is queued again. */
  shut() {
    this.#isOpen = false;
    if (this.#inFlight) this.#on.changed(this.#inFlight, { state: 'queued' });
    this.#land();
  }

  send(entry) {
    if (!this.#wire.isFree(entry.command)) {
      this.#timer = setTimeout(() => this.#retry(), REF_IN_USE); // another room has sent the same ref
      return;
    }
    this.#inFlight = entry;
    this.#timer = setTimeout(() => this.#overdue(entry), this.#ackTimeout);
    this.#wasTouched = entry.isTouched;
    entry.isTouched = true;
    this.#on.changed(entry, { state: 'sending' });
    this.sendNow(entry);
  }

  /** Sends out of turn, without waiting or retrying: the page may be about to go. */
  sendNow(entry) {
    this.#wire.send(entry.command, reply => this.#answered(entry, reply));
  }

  /** The entry is stored, so there is nothing to wait for. */
  settled(entry) {
    if (entry === this.#inFlight) this.#land();
  }

  #answered(entry, reply) {
    if (reply.type === 'ack')
      this.#on.stored(entry, {
        offset: reply.offset,
        at: new Date(reply.at),
        ...(entry.isMessage && { author: this.#wire.me }),
      });
    else if (entry === this.#inFlight) this.#refused(entry, ParleyError.of(reply));
  }

  #refused(entry, error) {
    this.#land();
    if (WITHOUT_EFFECT.includes(error.code)) entry.isTouched = this.#wasTouched;
    if (this.#isPassing(entry, error)) {
      this.#on.changed(entry, { state: 'queued' });
      this.#timer = setTimeout(() => this.#retry(), error.retryAfter ?? 1_000);
      if (error.code === 'not-joined') this.#room.enter();
    } else {
      this.#on.failed(entry, error);
      this.#on.idle();
    }
  }

  #isPassing(entry, error) {
    return (
      error.isPassing || error.code === 'not-joined' || (error.code === 'server' && ++entry.tries < SERVER_ERROR_TRIES)
    );
  }

  #overdue(entry) {
    this.#land();
    this.#on.changed(entry, { state: 'queued' });
    this.#wire.probe();
    this.#on.idle();
  }

  #retry() {
    this.#land();
    this.#on.idle();
  }

  #land() {
    clearTimeout(this.#timer);
    this.#timer = this.#inFlight = undefined;
  }
}

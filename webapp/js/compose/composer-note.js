import { icon } from '../shell/icon.js';
import { html, nothing, render } from '../vendor.js';
import { writeBarrier } from './write-barrier.js';

const EVERY = 1_000;

/** In place of the message box or above it: why we cannot write now. */
export class ComposerNote {
  #element = document.getElementById('composer-note');
  #changed;
  #tick;

  /** Calls `changed()` while a wait counts down. */
  constructor(changed) {
    this.#changed = changed;
  }

  /** Returns what keeps us from writing. */
  show(talk) {
    const barrier = writeBarrier(talk);
    render(
      barrier ? html`<p class="note">${icon(barrier.icon)}<span>${words(barrier)}</span></p>` : nothing,
      this.#element,
    );
    this.#count(barrier?.waits ?? false);
    return barrier;
  }

  /** Redraws every second, until the wait is over. */
  #count(isWaiting) {
    if (isWaiting === (this.#tick !== undefined)) return;
    clearInterval(this.#tick);
    this.#tick = isWaiting ? setInterval(this.#changed, EVERY) : undefined;
  }
}

/** A screen reader need not hear every second. */
const words = ({ text, waits }) => (waits ? html`<span role="timer" aria-live="off">${text}</span>` : text);

const LONG = 450;
const STILL = 10;

/** Which message one points to, has the focus on, or presses long; the tools follow. */
export class Pointing {
  /** The offset of that message. */
  offset;
  isPinned = false;
  #on;
  #timer;
  #start;
  #held;

  /** `on`: `moved()`, and a `long(offset, row)` press. */
  constructor(log, on) {
    this.#on = on;
    log.addEventListener('pointerover', ({ target, pointerType }) => pointerType === 'mouse' && this.#to(target));
    log.addEventListener('pointerleave', ({ pointerType }) => pointerType === 'mouse' && this.#to(document.activeElement));
    log.addEventListener('focusin', ({ target }) => this.#to(target));
    log.addEventListener('focusout', ({ relatedTarget }) => log.contains(relatedTarget) || log.matches(':hover') || this.#to());
    log.addEventListener('pointerdown', event => event.pointerType !== 'mouse' && this.#pressed(event));
    log.addEventListener('pointermove', event => this.#start && this.#hasMoved(event) && this.#release());
    log.addEventListener('pointerup', () => this.#release()?.());
    for (const type of ['pointercancel', 'scroll']) log.addEventListener(type, () => this.#release());
    log.addEventListener('contextmenu', event => this.#start && event.preventDefault());
  }

  #to(target) {
    if (this.isPinned) return;
    const offset = offsetOf(rowOf(target));
    if (offset === this.offset) return;
    this.offset = offset;
    this.#on.moved();
  }

  /** What is opened by it opens when the finger is lifted: before that the lifting would close it. */
  #pressed(event) {
    const row = rowOf(event.target);
    if (!row || event.target.closest('a, button, pre')) return;
    this.#start = event;
    this.#timer = setTimeout(() => {
      navigator.vibrate?.(10);
      this.#held = () => row.isConnected && this.#on.long(offsetOf(row), row);
    }, LONG);
  }

  #hasMoved({ clientX, clientY }) {
    return Math.hypot(clientX - this.#start.clientX, clientY - this.#start.clientY) > STILL;
  }

  /** What was held long enough, if it was. */
  #release() {
    const held = this.#held;
    clearTimeout(this.#timer);
    this.#start = this.#held = undefined;
    return held;
  }
}

const rowOf = target => target?.closest?.('#log article[data-offset]');
const offsetOf = row => row ? Number(row.dataset.offset) : undefined;

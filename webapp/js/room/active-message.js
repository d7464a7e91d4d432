import { spendPress } from '../shell/presses.js';

const LONG = 450;
const STILL = 10;
const canHover = matchMedia('(hover: hover)');

/** Which message the pointer is over, has the focus, or is long-pressed. The tools appear there. */
export class ActiveMessage {
  /** Its offset. */
  offset;
  isFixed = false;
  #on;
  #timer;
  #start;
  #held;
  #opened = false;
  #isQuiet = false;
  #mouse;

  /** `on`: `moved()`, and `long(offset, row)` on a long press. */
  constructor(log, on) {
    this.#on = on;
    // Moves, too: a message under a resting pointer gets its offset when the server has stored it.
    for (const type of ['pointerover', 'pointermove'])
      log.addEventListener(
        type,
        event =>
          event.pointerType === 'mouse' &&
          canHover.matches &&
          !(this.#rests(event) && log.querySelector(':focus-visible')) &&
          this.#to(event.target),
      );
    log.addEventListener(
      'pointerleave',
      ({ pointerType }) => pointerType === 'mouse' && this.#to(document.activeElement),
    );
    log.addEventListener(
      'focusin',
      ({ target }) => (this.#isQuiet && !target.matches(':focus-visible')) || this.#to(target),
    );
    log.addEventListener('click', ({ target }) => this.#to(target));
    log.addEventListener(
      'focusout',
      ({ relatedTarget }) => log.contains(relatedTarget) || log.matches(':hover') || this.#to(),
    );
    log.addEventListener('pointerdown', event => event.pointerType !== 'mouse' && this.#pressed(event));
    log.addEventListener('pointermove', event => this.#start && this.#hasMoved(event) && this.#release());
    log.addEventListener('pointerup', event => this.#lifted(event));
    for (const type of ['pointercancel', 'scroll']) log.addEventListener(type, () => this.#release());
    log.addEventListener('contextmenu', event => this.#start && event.preventDefault());
    log.addEventListener('selectstart', event => this.#held && event.preventDefault());
    log.addEventListener('touchend', event => this.#opened && event.cancelable && event.preventDefault()); // so that neither a click nor a focus follows
  }

  /**
   * Focuses a row that the page has scrolled to. Unless the keyboard is in use, its tools would only cover what the
   * user looks for.
   */
  focus(row) {
    this.#isQuiet = true;
    row.focus({ preventScroll: true });
    this.#isQuiet = false;
    if (!row.matches(':focus-visible')) this.#to();
  }

  /** Whether the content moved below the mouse, not the mouse: then the keyboard keeps its message. */
  #rests({ screenX, screenY }) {
    const rests = screenX === this.#mouse?.screenX && screenY === this.#mouse.screenY;
    this.#mouse = { screenX, screenY };
    return rests;
  }

  #to(target) {
    if (this.isFixed) return;
    const offset = offsetOf(rowOf(target));
    if (offset === this.offset) return;
    this.offset = offset;
    this.#on.moved();
  }

  /** A long press takes effect when the finger is lifted; otherwise lifting it would close what has opened. */
  #pressed(event) {
    const isSecondFinger = this.#start && event.pointerId !== this.#start.pointerId && !event.isPrimary;
    this.#release();
    this.#opened = false;
    const row = rowOf(event.target);
    if (isSecondFinger || !row || event.target.closest('a, button, pre')) return;
    this.#start = event;
    this.#timer = setTimeout(() => {
      navigator.vibrate?.(10);
      this.#held = () => row.isConnected && this.#on.long(offsetOf(row), row);
    }, LONG);
  }

  #lifted({ pointerId }) {
    if (pointerId !== this.#start?.pointerId) return;
    const held = this.#release();
    if (!held) return;
    this.#opened = true;
    spendPress();
    held();
  }

  #hasMoved({ pointerId, clientX, clientY }) {
    return (
      pointerId === this.#start.pointerId &&
      Math.hypot(clientX - this.#start.clientX, clientY - this.#start.clientY) > STILL
    );
  }

  /** Ends the press. Returns what to run if it was long enough. */
  #release() {
    const held = this.#held;
    clearTimeout(this.#timer);
    this.#start = this.#held = undefined;
    return held;
  }
}

const rowOf = target => target?.closest?.('#log article[data-offset]');
const offsetOf = row => (row ? Number(row.dataset.offset) : undefined);

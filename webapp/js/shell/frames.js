/** How long to wait for the rest of what is arriving, in milliseconds. */
const ARRIVING = 400;
/** After a frame, the browser has three times as long for input, however slow the device is; but see `LONGEST`. */
const PAUSE = 3;
const LONGEST = 250;

/**
 * When to draw the page: at most once per frame, less often if frames take long, and once for all that is about to
 * arrive. A hidden page has no frames, but it has a title.
 */
export class Frames {
  #draw;
  #isArriving;
  #timer;
  #isDrawing = false;
  #isUrgent = false;
  #askedAt;
  #notBefore = 0;

  /** `isArriving()`: whether the rest of a room's messages is on its way. */
  constructor(draw, isArriving) {
    this.#draw = draw;
    this.#isArriving = isArriving;
  }

  /** Draws soon. `isUrgent`: in the next frame, since the user waits for it. */
  ask(isUrgent = false) {
    const now = performance.now();
    this.#askedAt ??= now;
    this.#isUrgent ||= isUrgent;
    if (this.#isDrawing) return;
    const wait = Math.max(this.#isUrgent ? 0 : this.#notBefore - now, this.#leftToArrive);
    clearTimeout(this.#timer);
    if (wait > 0) this.#timer = setTimeout(() => this.#next(), wait);
    else this.#next();
  }

  /** Draws now. */
  run() {
    clearTimeout(this.#timer);
    this.#askedAt = undefined;
    this.#isUrgent = false;
    this.#draw();
  }

  get #leftToArrive() {
    return this.#isArriving() ? this.#askedAt + ARRIVING - performance.now() : 0;
  }

  #next() {
    this.#isDrawing = true;
    const next = document.hidden ? setTimeout : requestAnimationFrame;
    next(() => {
      const from = performance.now();
      setTimeout(() => this.#painted(from));
      if (!(this.#leftToArrive > 0)) this.run();
    });
  }

  #painted(from) {
    const now = performance.now();
    this.#notBefore = now + Math.min(PAUSE * (now - from), LONGEST);
    this.#isDrawing = false;
    if (this.#askedAt !== undefined) this.ask();
  }
}

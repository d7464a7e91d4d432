const NEAR = 48;

/** Keeps a scrolling element at its end, unless the reader has scrolled away from it. */
export class Scroll {
  atEnd = true;
  #element;
  #moved;
  #shape;

  constructor(element, moved) {
    this.#element = element;
    this.#moved = moved;
    element.addEventListener('scroll', () => this.#look(), { passive: true });
    new ResizeObserver(() => this.keep()).observe(element);
  }

  keep() {
    if (this.atEnd) this.toEnd();
  }

  toEnd() {
    this.atEnd = true;
    this.#element.scrollTop = this.#element.scrollHeight;
    this.#shape = this.#measure();
  }

  #measure() {
    return `${this.#element.scrollHeight} ${this.#element.clientHeight}`;
  }

  /** The end may have moved away under a reader who did not: then it is followed. */
  #look() {
    if (this.atEnd && this.#shape !== this.#measure()) return this.toEnd();
    const { scrollHeight, scrollTop, clientHeight } = this.#element;
    const atEnd = scrollHeight - scrollTop - clientHeight < NEAR;
    if (atEnd === this.atEnd) return;
    this.atEnd = atEnd;
    this.#moved();
  }
}

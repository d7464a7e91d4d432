const NEAR = 48;

/** Keeps a scrolling element at its end, unless the reader has scrolled away from it. */
export class Scroll {
  atEnd = true;
  #element;
  #moved;
  #shape;
  #wasAtTop = false;

  /** `moved` is called when the end or the beginning comes into sight, or goes out of it. */
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

  /** Whether the beginning is in sight, or nearly so. */
  get atTop() {
    const { clientHeight, scrollTop } = this.#element;
    return clientHeight > 0 && scrollTop < clientHeight / 2;
  }

  /** Lets something be put in above what is read, which stays where it is. What stands first may lose its heading, so its lower edge counts. */
  hold(change) {
    const { top } = this.#element.getBoundingClientRect();
    const bottomOf = row => row.getBoundingClientRect().bottom;
    const anchor = [...this.#element.querySelectorAll('article')].find(row => bottomOf(row) > top);
    const before = anchor && bottomOf(anchor);
    this.#element.style.overflowAnchor = 'none'; // some browsers do this themselves, except at the very top
    change();
    if (anchor?.isConnected) this.#element.scrollTop += bottomOf(anchor) - before;
    this.#element.style.overflowAnchor = '';
  }

  #measure() {
    return `${this.#element.scrollHeight} ${this.#element.clientHeight}`;
  }

  /** The end may have moved away under a reader who did not: then it is followed. */
  #look() {
    if (this.atEnd && this.#shape !== this.#measure()) return this.toEnd();
    const { scrollHeight, scrollTop, clientHeight } = this.#element;
    const atEnd = scrollHeight - scrollTop - clientHeight < NEAR;
    const { atTop } = this;
    if (atEnd === this.atEnd && atTop === this.#wasAtTop) return;
    this.atEnd = atEnd;
    this.#wasAtTop = atTop;
    this.#moved();
  }
}

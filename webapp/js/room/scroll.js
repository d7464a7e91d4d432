const NEAR = 48;

/**
 * Keeps a scrolling element at its end, unless the reader has scrolled away, or the end of what is shown is not the
 * newest.
 */
export class Scroll {
  atEnd = true;
  /** Whether the end of the element is the newest; only then does it stay there. */
  isWhole = true;
  #element;
  #moved;
  #shape;
  #was = '';

  /** Calls `moved` when the end or the beginning comes into or goes out of sight. */
  constructor(element, moved) {
    this.#element = element;
    this.#moved = moved;
    element.addEventListener('scroll', () => this.#look(), { passive: true });
    new ResizeObserver(() => this.keep()).observe(element);
  }

  keep() {
    if (this.atEnd && this.isWhole) this.toEnd();
  }

  toEnd() {
    this.atEnd = true;
    this.#element.scrollTop = this.#element.scrollHeight;
    this.#shape = this.#measure();
  }

  /** The content has changed its height; the reader stays put, even if this is no longer the end. */
  stay() {
    this.#shape = this.#measure();
    this.atEnd = this.#isAtEnd();
    this.#tell();
  }

  /** Scrolls a row into the middle. */
  toMiddle(row) {
    row.scrollIntoView({ block: 'center' });
    this.#shape = this.#measure();
    this.atEnd = this.#isAtEnd();
  }

  /** Whether the beginning is in sight, or nearly. */
  get atTop() {
    const { clientHeight, scrollTop } = this.#element;
    return clientHeight > 0 && scrollTop < clientHeight / 2;
  }

  get atBottom() {
    const { scrollHeight, clientHeight, scrollTop } = this.#element;
    return clientHeight > 0 && scrollHeight - scrollTop - clientHeight < clientHeight / 2;
  }

  /**
   * Runs a change above what is being read, which stays in place. The first row may lose its heading, so lower edges
   * are compared; those of the list's items, since what is in them may not be laid out.
   */
  hold(change) {
    const { top } = this.#element.getBoundingClientRect();
    const bottomOf = row => row.getBoundingClientRect().bottom;
    const anchors = [...this.#element.querySelectorAll('article')]
      .map(article => article.parentElement)
      .filter(row => bottomOf(row) > top)
      .slice(0, 20)
      .map(row => ({ row, before: bottomOf(row) }));
    this.#element.style.overflowAnchor = 'none'; // some browsers do this themselves, except at the very top
    change();
    const anchor = anchors.find(({ row }) => row.isConnected);
    if (anchor) this.#element.scrollTop += bottomOf(anchor.row) - anchor.before;
    this.#element.style.overflowAnchor = '';
  }

  #measure() {
    return `${this.#element.scrollHeight} ${this.#element.clientHeight}`;
  }

  #isAtEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.#element;
    return scrollHeight - scrollTop - clientHeight < NEAR;
  }

  /** If the end has moved rather than the reader, follows it. */
  #look() {
    if (this.atEnd && this.isWhole && this.#shape !== this.#measure()) return this.toEnd();
    this.atEnd = this.#isAtEnd();
    this.#tell();
  }

  #tell() {
    const { atEnd, atTop, atBottom } = this;
    const now = `${atEnd} ${atTop} ${atBottom}`;
    if (now === this.#was) return;
    this.#was = now;
    this.#moved();
  }
}

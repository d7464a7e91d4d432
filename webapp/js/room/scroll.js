const NEAR = 48;

/** Keeps a scrolling element at its end, unless the reader has scrolled away from it, or it does not end there. */
export class Scroll {
  atEnd = true;
  /** Whether the element's end is the end of all: only then is it kept to. */
  isWhole = true;
  #element;
  #moved;
  #shape;
  #was = '';

  /** `moved` is called when the end or the beginning comes into sight, or goes out of it. */
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

  /** What is shown has become higher or lower, and the reader stays where they are, even if that is no longer the end. */
  stay() {
    this.#shape = this.#measure();
    this.atEnd = this.#isAtEnd();
    this.#tell();
  }

  /** Brings a row into the middle, and stays there. */
  toMiddle(row) {
    row.scrollIntoView({ block: 'center' });
    this.#shape = this.#measure();
    this.atEnd = this.#isAtEnd();
  }

  /** Whether the beginning is in sight, or nearly so. */
  get atTop() {
    const { clientHeight, scrollTop } = this.#element;
    return clientHeight > 0 && scrollTop < clientHeight / 2;
  }

  get atBottom() {
    const { scrollHeight, clientHeight, scrollTop } = this.#element;
    return clientHeight > 0 && scrollHeight - scrollTop - clientHeight < clientHeight / 2;
  }

  /** Lets something be put in or taken out above what is read, which stays where it is. What stands first may lose its heading, so its lower edge counts. */
  hold(change) {
    const { top } = this.#element.getBoundingClientRect();
    const bottomOf = row => row.getBoundingClientRect().bottom;
    const anchors = [...this.#element.querySelectorAll('article')].filter(row => bottomOf(row) > top).slice(0, 20).map(row => ({ row, before: bottomOf(row) }));
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

  /** The end may have moved away under a reader who did not: then it is followed. */
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

const over = () => history.state?.over ?? [];
const read = () => ({ address: location.href.split('#')[0], view: history.state?.view ?? 'room' });

/**
 * The browser's history as this page keeps it: one entry for each place that somebody went to, and above it one for each layer that they
 * opened there. So Back closes what is open before it leaves the place. A layer that is closed in another way takes its entry along.
 *
 * A layer has `isOpen()` and `close()`. One with a `name` stays in the history below the next place, and Back shows it again: its `show()`
 * tells whether there still was something to show.
 */
class BackStack {
  #layers = [];
  #named = new Map();
  #here = read();
  /** The place to go to as soon as what lies over this one is off the history. */
  #next;
  #isGoingBack = false;
  #moved = () => {};

  constructor() {
    addEventListener('popstate', () => this.#popped());
    addEventListener('keydown', event => this.#key(event));
    this.#settle(); // a page that was loaded again has lost its layers
  }

  /** The `address` of this place and its `view`. The browser's own may lag behind for a moment. */
  get here() {
    return this.#here;
  }

  /** `moved` is called when the place is another one. */
  follow(moved) {
    this.#moved = moved;
  }

  /** Closes what lies over this place and goes to another one, or to the same one again. */
  go(address, view) {
    const next = { address: new URL(address, document.baseURI).href, view };
    const isHere = next.address === this.#here.address && view === this.#here.view;
    if (!isHere) this.#next = { ...next, kept: this.#lasting() };
    this.#here = next;
    for (const layer of [...this.#layers].reverse()) layer.close();
    this.#settle();
    this.#moved();
  }

  /** A layer has been opened. */
  cover(layer) {
    if (layer.name) this.#named.set(layer.name, layer);
    if (!this.#layers.includes(layer)) this.#layers.push(layer);
    this.#settle();
  }

  /** A layer has been closed. */
  uncover() {
    this.#settle();
  }

  /** How many layers can stay in the history below another place. */
  #lasting() {
    const end = this.#layers.findIndex(layer => !layer.name || !layer.isOpen());
    return end < 0 ? this.#layers.length : end;
  }

  /** Makes the history fit what is open: takes entries off first, which the browser does later, and then adds those that are missing. */
  #settle() {
    if (this.#isGoingBack) return;
    this.#layers = this.#layers.filter(layer => layer.isOpen());
    const surplus = over().length - (this.#next?.kept ?? this.#layers.length);
    if (surplus > 0) {
      this.#isGoingBack = true;
      history.go(-surplus);
      return;
    }
    if (this.#next) this.#push([], this.#next);
    this.#next = undefined;
    while (over().length < this.#layers.length) this.#push(this.#layers.slice(0, over().length + 1).map(({ name = '' }) => name), this.#here);
  }

  #push(over, { view, address }) {
    history.pushState({ view, over }, '', address);
  }

  #popped() {
    if (this.#isGoingBack) {
      this.#isGoingBack = false;
      return this.#settle();
    }
    const names = over();
    const before = this.#here;
    this.#here = read();
    for (const layer of this.#layers.splice(names.length).reverse()) layer.close();
    if (before.address !== this.#here.address || before.view !== this.#here.view) this.#moved();
    for (const name of names.slice(this.#layers.length)) if (!this.#named.get(name)?.show()) break;
    this.#settle();
  }

  /** Dialogs and popovers close by themselves. */
  #key(event) {
    if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector('dialog[open], :popover-open')) return;
    const layer = this.#layers.at(-1);
    if (!layer) return;
    event.preventDefault();
    layer.close();
  }
}

export const backStack = new BackStack();

import { Emitter } from '../client/emitter.js';
import { pressed } from './shortcuts.js';

const over = () => history.state?.over ?? [];
const read = () => ({ address: location.href.split('#')[0], view: history.state?.view ?? 'room' });

/**
 * The browser history of this page: one entry for each place visited, and on top of it one for each layer opened there.
 * So Back closes what is open before it leaves the place. A layer closed in any other way removes its entry. Emits
 * `moved` when the place changes.
 *
 * A layer has `isOpen()` and `close()`. A layer with a `name` stays in the history below the next place, and Back shows
 * it again: its `show()` returns whether there was anything left to show.
 */
class BackStack extends Emitter {
  #layers = [];
  #named = new Map();
  #here = read();
  /** The place to go to once the layers over this one are off the history. */
  #next;
  #isGoingBack = false;
  /** Closing one layer and showing another is one step: half of it must not be settled. */
  #isRestoring = false;

  constructor() {
    super();
    addEventListener('popstate', () => this.#popped());
    addEventListener('keydown', event => this.#key(event));
    this.#settle(); // a reload has closed all layers
  }

  /** This place's `address` and `view`. The browser's own may lag behind for a moment. */
  get here() {
    return this.#here;
  }

  /** Closes all layers and goes to another place, or to the same one again. */
  go(address, view) {
    const next = { address: new URL(address, document.baseURI).href, view };
    const isHere = next.address === this.#here.address && view === this.#here.view;
    if (!isHere) this.#next = { ...next, kept: this.#keptLayers() };
    this.#here = next;
    for (const layer of [...this.#layers].reverse()) layer.close();
    this.#settle();
    this.emit('moved');
  }

  /** A layer has opened. */
  cover(layer) {
    if (layer.name) this.#named.set(layer.name, layer);
    if (!this.#layers.includes(layer)) this.#layers.push(layer);
    this.#settle();
  }

  /** A layer has closed. */
  uncover() {
    this.#settle();
  }

  /** How many layers stay in the history below the next place. */
  #keptLayers() {
    const end = this.#layers.findIndex(layer => !layer.name || !layer.isOpen());
    return end < 0 ? this.#layers.length : end;
  }

  /**
   * Makes the history match what is open: first removes entries, which the browser does asynchronously, then adds the
   * missing ones.
   */
  #settle() {
    if (this.#isGoingBack || this.#isRestoring) return;
    this.#layers = this.#layers.filter(layer => layer.isOpen());
    const surplus = over().length - (this.#next?.kept ?? this.#layers.length);
    if (surplus > 0) {
      this.#isGoingBack = true;
      history.go(-surplus);
      return;
    }
    if (this.#next) this.#push([], this.#next);
    this.#next = undefined;
    while (over().length < this.#layers.length)
      this.#push(
        this.#layers.slice(0, over().length + 1).map(({ name = '' }) => name),
        this.#here,
      );
  }

  #push(over, { view, address }) {
    history.pushState({ view, over }, '', address);
  }

  #popped() {
    if (this.#isGoingBack) {
      this.#isGoingBack = false;
      return this.#settle();
    }
    this.#isRestoring = true;
    try {
      this.#restore(over());
    } finally {
      this.#isRestoring = false;
      this.#settle();
    }
  }

  /** Goes where the browser is, and shows again the layers with these names that were open there. */
  #restore(names) {
    const before = this.#here;
    this.#here = read();
    for (const layer of this.#layers.splice(names.length).reverse()) layer.close();
    if (before.address !== this.#here.address || before.view !== this.#here.view) this.emit('moved');
    for (const name of names.slice(this.#layers.length)) if (!this.#named.get(name)?.show()) break;
  }

  /** Dialogs and popovers handle Escape themselves. */
  #key(event) {
    if (!pressed(event, 'close') || event.defaultPrevented) return;
    if (document.querySelector('dialog[open], :popover-open')) return;
    const layer = this.#layers.at(-1);
    if (!layer) return;
    event.preventDefault();
    layer.close();
  }
}

export const backStack = new BackStack();

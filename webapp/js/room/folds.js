const HIGH = 640;
const MANY_LETTERS = 500;
const MANY_LINES = 10;

/** Whether a text may be too tall. The page measures those that may. */
export function isFoldable(text) {
  return text.length > MANY_LETTERS || text.split('\n', MANY_LINES + 1).length > MANY_LINES;
}

/** Folds messages that would fill the log, until the user unfolds them, tabs into them, or follows a link to them. */
export class Folds {
  #log;
  #opened;
  #targets = new WeakSet();

  /** Calls `opened()` after folding or unfolding; the reader's position must not move. */
  constructor(log, opened) {
    this.#log = log;
    this.#opened = opened;
    log.addEventListener('click', ({ target }) => this.#toggle(target.closest('.unfold')?.previousElementSibling));
    log.addEventListener('focusin', ({ target }) => target.matches(':focus-visible') && this.#reveal(target));
  }

  /**
   * Call when messages or the width have changed. Measures everything before changing anything. Rows that are laid out
   * have been measured.
   */
  measure() {
    const folds = [...this.#log.querySelectorAll('li:not([data-laid]) .fold')];
    const heights = folds.map(fold => fold.firstElementChild.offsetHeight);
    folds.forEach((fold, at) => fold.classList.toggle('long', heights[at] > HIGH));
    const target = this.#log.querySelector('.target .fold');
    if (!target || this.#targets.has(target)) return;
    this.#targets.add(target);
    this.#set(target, true);
  }

  #toggle(fold) {
    if (!fold) return;
    const isOpen = !fold.classList.contains('open');
    this.#set(fold, isOpen);
    if (!isOpen) fold.closest('article').scrollIntoView({ block: 'nearest' });
    this.#opened();
  }

  #reveal(target) {
    const fold = target.closest('.fold.long:not(.open)');
    if (!fold) return;
    this.#set(fold, true);
    this.#opened();
  }

  #set(fold, isOpen) {
    const button = fold.nextElementSibling;
    fold.classList.toggle('open', isOpen);
    button.setAttribute('aria-expanded', isOpen);
    button.textContent = isOpen ? 'Show less' : 'Show more';
  }
}

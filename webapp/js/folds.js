const HIGH = 640;
const MANY_LETTERS = 500;
const MANY_LINES = 10;

/** Whether a text may be so high that it has to be folded: in the page that is measured. */
export const isFoldable = text => text.length > MANY_LETTERS || text.split('\n', MANY_LINES + 1).length > MANY_LINES;

/** Messages that would fill the log are folded, until somebody asks for the rest, comes to it by keyboard, or follows a link to that message. */
export class Folds {
  #log;
  #opened;
  #targets = new WeakSet();

  /** `opened()`: something was folded or unfolded, and the reader stays where they are. */
  constructor(log, opened) {
    this.#log = log;
    this.#opened = opened;
    log.addEventListener('click', ({ target }) => target.closest('.unfold') && this.#toggle(target.closest('.unfold').previousElementSibling));
    log.addEventListener('focusin', ({ target }) => target.matches(':focus-visible') && this.#reveal(target.closest('.fold')));
  }

  /** After other messages are shown, or in another width. All is measured before something is changed. */
  measure() {
    const folds = [...this.#log.querySelectorAll('.fold')];
    const heights = folds.map(fold => fold.firstElementChild.offsetHeight);
    folds.forEach((fold, at) => fold.classList.toggle('long', heights[at] > HIGH));
    const target = this.#log.querySelector('.target .fold');
    if (!target || this.#targets.has(target)) return;
    this.#targets.add(target);
    this.#set(target, true);
  }

  #toggle(fold) {
    const isOpen = !fold.classList.contains('open');
    this.#set(fold, isOpen);
    if (!isOpen) fold.closest('article').scrollIntoView({ block: 'nearest' });
    this.#opened();
  }

  #reveal(fold) {
    if (!fold?.matches('.long:not(.open)')) return;
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

const STEPS = { ArrowDown: 1, ArrowUp: -1 };

/** Moves through the messages with the arrow keys, Home and End. Tab moves into a message, and Escape calls `left`. */
export class ArrowKeys {
  #log;
  #left;

  constructor(log, left) {
    this.#log = log;
    this.#left = left;
    log.addEventListener('keydown', event => this.#key(event));
  }

  #key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
    if (event.key === 'Escape') return this.#left();
    if (event.target.closest('pre')) return; // scrolls by itself
    const rows = [...this.#log.querySelectorAll('article')];
    const next = this.#next(event.key, rows, rows.indexOf(event.target.closest('article')));
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.scrollIntoView({ block: 'nearest' });
  }

  #next(key, rows, now) {
    if (key === 'Home') return rows[0];
    if (key === 'End') return rows.at(-1);
    if (!(key in STEPS)) return undefined;
    return now < 0 ? this.#lastInSight(rows) : rows[now + STEPS[key]];
  }

  #lastInSight(rows) {
    const { bottom } = this.#log.getBoundingClientRect();
    return rows.findLast(row => row.getBoundingClientRect().top < bottom);
  }
}

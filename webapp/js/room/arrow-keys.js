import { pressed } from '../shell/shortcuts.js';

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
    if (event.defaultPrevented) return;
    if (pressed(event, 'leave-messages')) return this.#left();
    if (event.target.closest('pre')) return; // scrolls by itself
    const rows = [...this.#log.querySelectorAll('article')];
    const next = this.#next(event, rows, rows.indexOf(event.target.closest('article')));
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.scrollIntoView({ block: 'nearest' });
  }

  #next(event, rows, now) {
    if (pressed(event, 'first-message')) return rows[0];
    if (pressed(event, 'last-message')) return rows.at(-1);
    const step = pressed(event, 'message-below') ? 1 : pressed(event, 'message-above') ? -1 : 0;
    if (!step) return undefined;
    return now < 0 ? this.#lastInSight(rows) : rows[now + step];
  }

  #lastInSight(rows) {
    const { bottom } = this.#log.getBoundingClientRect();
    return rows.findLast(row => row.getBoundingClientRect().top < bottom);
  }
}

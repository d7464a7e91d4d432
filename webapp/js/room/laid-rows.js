/** Marking a row costs a layout, so rows wait for others. */
const AT_ONCE = 10;

/**
 * Lets the browser skip layout and paint of the rows out of sight (`content-visibility`, in talk.css). It remembers
 * their sizes, so the log keeps its height, but only of rows that it has laid out before: a row is marked once a frame
 * has shown it, unless it is in sight.
 */
export class LaidRows {
  #log;
  #width;
  #changes = new MutationObserver(changes => this.#changed(changes));

  constructor(log) {
    this.#log = log;
    this.#changes.observe(log, { childList: true, characterData: true, subtree: true });
    new ResizeObserver(() => this.#resized()).observe(log);
  }

  /** Call after drawing, before anything is measured. */
  drawn() {
    this.#changed(this.#changes.takeRecords());
  }

  #changed(changes) {
    for (const { target } of changes) this.#rowOf(target)?.removeAttribute('data-laid');
    this.#markSoon();
  }

  #rowOf(node) {
    return (node.closest ? node : node.parentElement)?.closest('#log > ol > li');
  }

  /** Lines break elsewhere now. */
  #resized() {
    const { clientWidth } = this.#log;
    if (clientWidth === this.#width) return;
    this.#width = clientWidth;
    for (const row of this.#log.querySelectorAll('[data-laid]')) row.removeAttribute('data-laid');
    this.#markSoon();
  }

  /** After the next frame, for which the browser lays them out. */
  #markSoon() {
    const rows = [...this.#log.querySelectorAll(':scope > ol > li:not([data-laid])')];
    if (rows.length) requestAnimationFrame(() => setTimeout(() => this.#mark(rows)));
  }

  /** Only those out of sight; others blink. */
  #mark(rows) {
    const { top, bottom } = this.#log.getBoundingClientRect();
    const isAway = row => {
      const box = row.getBoundingClientRect();
      return box.bottom < top || box.top > bottom;
    };
    const away = rows.filter(isAway);
    if (away.length >= AT_ONCE) for (const row of away) row.setAttribute('data-laid', '');
  }
}

import { html } from '../vendor.js';
import { LruCache } from './lru-cache.js';

const LONGEST = 3_000;
const PLAIN = new Set(['', 'text', 'txt', 'plain', 'plaintext']);
const TANGLED = /<(?:script|style)/giu; // each starts another language
const cache = new LruCache(300);

/**
 * The highlighted code as templates, or a promise of them; plain if it is long or its language unknown.
 */
export function highlighted(code, language) {
  if (PLAIN.has(language.toLowerCase()) || code.length > LONGEST || code.match(TANGLED)?.length > 2) return code;
  const key = `${language}\n${code}`;
  const known = cache.get(key);
  if (known) return known;
  const promise = colour(code, language).catch(() => code); // the library could not be loaded; the next block tries again
  promise.then(shown => cache.set(key, shown));
  cache.set(key, promise);
  return promise;
}

/** One block at a time, each when the page is idle. */
let queue = Promise.resolve();
const idle = () =>
  new Promise(resolve =>
    globalThis.requestIdleCallback ? requestIdleCallback(resolve, { timeout: 1_000 }) : setTimeout(resolve),
  );

function colour(code, language) {
  const shown = queue.then(async () => {
    const { load, pieces } = await import('./code-colours.js');
    const library = await load();
    await idle();
    const found = pieces(library, code, language);
    return found ? found.map(({ colour, text }) => (colour ? html`<span class=${colour}>${text}</span>` : text)) : code;
  });
  queue = shown.catch(() => {});
  return shown;
}

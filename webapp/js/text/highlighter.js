import { html } from '../vendor.js';
import { LruCache } from './lru-cache.js';

const LONGEST = 3_000;
const MOST_PIECES = 1_500;
const SLOW = 50;
const PLAIN = new Set(['', 'text', 'txt', 'plain', 'plaintext']);
const TANGLED = /<(?:script|style)/giu; // each starts another language
const cache = new LruCache(300);
const slow = new Set();

/**
 * Our four colours and the highlight.js scopes they are for. Other scopes have none; code inside a string is code
 * again.
 */
const COLOURS = new Map(
  Object.entries({
    k: 'keyword built_in type literal name section attribute selector-tag deletion',
    sv: 'string number regexp symbol char link addition',
    v: 'variable template-variable attr title property bullet selector-class selector-id',
    cm: 'comment quote meta doctag',
    '': 'subst params',
  }).flatMap(([colour, scopes]) => scopes.split(' ').map(scope => [scope, colour])),
);

/**
 * The highlighted code as templates, or a promise of them; plain if it is long or its language unknown. A language that
 * was slow once is not highlighted again, since the code is untrusted.
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
    const library = await load();
    await idle();
    return write(library, code, language);
  });
  queue = shown.catch(() => {});
  return shown;
}

function write(library, code, language) {
  const rules = library.getLanguage(language);
  if (!rules || slow.has(rules)) return code;
  const start = performance.now();
  const { pieces } = library.highlight(code, { language, ignoreIllegals: true })._emitter;
  if (performance.now() - start > SLOW) slow.add(rules);
  const isWhole = pieces.map(({ text }) => text).join('') === code; // on errors it stops halfway instead of failing
  return pieces.length > MOST_PIECES || !isWhole
    ? code
    : pieces.map(({ colour, text }) => (colour ? html`<span class=${colour}>${text}</span>` : text));
}

let loading;

/** The scripts are in a template in index.html, since Trusted Types forbid making a script address from a string. */
function load() {
  loading ??= loadAll().catch(error => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function loadAll() {
  const { content } = document.getElementById('highlighter');
  for (const script of document.importNode(content, true).querySelectorAll('script')) {
    await new Promise((resolve, reject) => {
      script.addEventListener('load', resolve);
      script.addEventListener('error', reject);
      document.head.append(script);
    });
  }
  const library = globalThis.hljs;
  library.configure({ __emitter: Pieces });
  return library;
}

/** Collects what highlight.js emits as a flat list: however deep its scopes nest, our elements do not. */
class Pieces {
  pieces = [];
  #colours = [''];

  addText(text) {
    this.#add(this.#colours.at(-1), text);
  }

  startScope(scope) {
    this.openNode(scope);
  }

  endScope() {
    this.closeNode();
  }

  openNode(scope = '') {
    this.#colours.push(COLOURS.get(scope.split('.', 1)[0]) ?? this.#colours.at(-1));
  }

  closeNode() {
    if (this.#colours.length > 1) this.#colours.pop();
  }

  closeAllNodes() {
    this.#colours.length = 1;
  }

  finalize() {}

  toHTML() {
    return '';
  }

  __addSublanguage({ pieces }) {
    for (const { colour, text } of pieces) this.#add(colour, text);
  }

  #add(colour, text) {
    const last = this.pieces.at(-1);
    if (last?.colour === colour) last.text += text;
    else if (text) this.pieces.push({ colour, text });
  }
}

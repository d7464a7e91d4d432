import { html } from '../vendor.js';
import { LruCache } from './lru-cache.js';

const LONGEST = 3_000;
const MOST_PIECES = 1_500;
const SLOW = 50;
const PLAIN = new Set(['', 'text', 'txt', 'plain', 'plaintext']);
const TANGLED = /<(?:script|style)/giu; // each begins another language in the page's
const memo = new LruCache(300);
const slow = new Set();

/** highlight.js's scopes in the four colours that there are. What is not named here has none, and a piece of code in a string is code. */
const COLOURS = new Map(Object.entries({
  k: 'keyword built_in type literal name section attribute selector-tag deletion',
  sv: 'string number regexp symbol char link addition',
  v: 'variable template-variable attr title property bullet selector-class selector-id',
  cm: 'comment quote meta doctag',
  '': 'subst params',
}).flatMap(([colour, scopes]) => scopes.split(' ').map(scope => [scope, colour])));

/**
 * The code in colours, as templates, or a promise of them; plain when it is long or its language is not known. A language that once took its time is left alone
 * from then on: what is to be coloured is a stranger's.
 */
export function coloured(code, language) {
  if (PLAIN.has(language.toLowerCase()) || code.length > LONGEST || code.match(TANGLED)?.length > 2) return code;
  const key = `${language}\n${code}`;
  const known = memo.get(key);
  if (known) return known;
  const promise = colour(code, language).catch(() => code); // the library could not be had, and the next block asks again
  promise.then(shown => memo.set(key, shown));
  memo.set(key, promise);
  return promise;
}

/** One after the other, each when the page has nothing else to do. */
let queue = Promise.resolve();
const idle = () => new Promise(resolve => globalThis.requestIdleCallback ? requestIdleCallback(resolve, { timeout: 1_000 }) : setTimeout(resolve));

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
  const isWhole = pieces.map(({ text }) => text).join('') === code; // it gives up in the middle rather than fail
  return pieces.length > MOST_PIECES || !isWhole ? code : pieces.map(({ colour, text }) => colour ? html`<span class=${colour}>${text}</span>` : text);
}

let loading;

/** The scripts stand in a template of the page, since by its policy no string may become the address of one. */
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

/** What highlight.js reports, kept as pieces one after the other: however deep its scopes are, the page's elements are not. */
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

// Loaded on demand, with the first block of code, so it imports nothing.

const MOST_PIECES = 1_500;
const SLOW = 50;
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
 * The pieces of the code with their colours; `undefined` if it stays plain. A language that was slow once is not
 * highlighted again, since the code is untrusted.
 */
export function pieces(library, code, language) {
  const rules = library.getLanguage(language);
  if (!rules || slow.has(rules)) return undefined;
  const start = performance.now();
  const { pieces: found } = library.highlight(code, { language, ignoreIllegals: true })._emitter;
  if (performance.now() - start > SLOW) slow.add(rules);
  const isWhole = found.map(({ text }) => text).join('') === code; // on errors it stops halfway instead of failing
  return found.length > MOST_PIECES || !isWhole ? undefined : found;
}

let loading;

/** Promises highlight.js. The scripts are in a template in index.html, since Trusted Types forbid making a script address from a string. */
export function load() {
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

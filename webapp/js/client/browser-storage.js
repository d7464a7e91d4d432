import { rollCall } from './roll-call.js';
import { token } from './token.js';

const NAME = 'parley.outbox';
const STORE = 'drafts';

/**
 * Keeps unsent messages and changes in IndexedDB, which outlasts a reload and the browser's end. All pages of one member on one server share it. Each client owns what it wrote and only
 * sends that; what belongs to a client that is gone goes to the next one that asks, in one transaction, so that no two of them get it. Should a client be taken for gone that
 * is only asleep, both send the same message in the same order under the same `ref`, of which the server stores one.
 */
export class BrowserStorage {
  #scope;
  #self = token();
  #tabs;
  #opening;

  static get isThere() {
    return Boolean(globalThis.indexedDB);
  }

  /** `key` is the member's secret: only a digest of it is kept, as the caller may not want it to lie about. */
  constructor(url, key) {
    this.#scope = `${digest(key)} ${url}`;
    this.#tabs = rollCall(`${NAME}.${this.#scope}`, this.#self);
  }

  put(draft) {
    // Strict: a battery may end before the connection comes back.
    return this.#run('readwrite', store => store.put({ ...draft, scope: this.#scope, owner: this.#self }), 'strict');
  }

  delete(ref) {
    return this.#run('readwrite', store => store.delete([this.#scope, ref]));
  }

  async all() {
    const records = await this.#run('readonly', store => store.getAll(this.#range()));
    const others = new Set(records.map(({ owner }) => owner));
    others.delete(this.#self);
    const gone = await this.#tabs.absent(others);
    return gone.size ? this.#adopt(gone) : [];
  }

  close() {
    this.#tabs.close();
    this.#opening?.then(database => database.close(), () => {});
    this.#opening = undefined;
  }

  #adopt(gone) {
    return this.#run('readwrite', store => {
      const adopted = [];
      store.getAll(this.#range()).onsuccess = ({ target: { result } }) => {
        for (const record of result.filter(({ owner }) => gone.has(owner))) {
          store.put({ ...record, owner: this.#self });
          adopted.push(record);
        }
      };
      return adopted;
    }, 'strict');
  }

  /** All keys that begin with our scope: an array is greater than any string. */
  #range() {
    return IDBKeyRange.bound([this.#scope], [this.#scope, []]);
  }

  async #run(mode, work, durability = 'relaxed') {
    const database = await this.#open();
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode, { durability });
      const result = work(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(result instanceof IDBRequest ? result.result : result);
      transaction.onabort = () => reject(transaction.error);
    });
  }

  #open() {
    return this.#opening ??= new Promise((resolve, reject) => {
      const again = () => this.#opening = undefined;
      const opening = indexedDB.open(NAME, 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore(STORE, { keyPath: ['scope', 'ref'] });
      opening.onerror = () => reject(opening.error, again());
      opening.onsuccess = () => {
        const database = opening.result;
        database.onclose = again; // by the browser, as when somebody clears its data
        database.onversionchange = () => database.close(again());
        resolve(database);
      };
    });
  }
}

/** FNV-1a with 64 bits: to tell members apart, and not to find the key again. */
const digest = text => [...text].reduce((hash, character) => BigInt.asUintN(64, (hash ^ BigInt(character.codePointAt(0))) * 0x100000001b3n), 0xcbf29ce484222325n).toString(36);

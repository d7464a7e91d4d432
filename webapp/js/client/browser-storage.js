import { rollCall } from './roll-call.js';
import { token } from './token.js';

const NAME = 'parley.outbox';
const STORE = 'drafts';

/**
 * Keeps unsent messages and changes in IndexedDB, which survives reloads and restarts. All pages of one member on one
 * server share it. Each client owns and sends only what it wrote. The next client that asks adopts the drafts of a
 * client that is gone, in one transaction, so that no two adopt the same. If that client was only frozen, both send the
 * same messages in the same order with the same `ref`, and the server stores each once.
 */
export class BrowserStorage {
  #scope;
  #self = token();
  #tabs;
  #opening;

  static get isThere() {
    return Boolean(globalThis.indexedDB);
  }

  /** `member` is the member's secret, or its id. Only a digest is stored, since the caller may not want it on disk. */
  constructor(url, member) {
    this.#scope = `${digest(member)} ${url}`;
    this.#tabs = rollCall(`${NAME}.${this.#scope}`, this.#self);
  }

  put(draft) {
    // Strict: the battery may run out before the connection is back.
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
    this.#opening?.then(
      database => database.close(),
      () => {},
    );
    this.#opening = undefined;
  }

  #adopt(gone) {
    return this.#run(
      'readwrite',
      store => {
        const adopted = [];
        store.getAll(this.#range()).onsuccess = ({ target: { result } }) => {
          for (const record of result.filter(({ owner }) => gone.has(owner))) {
            store.put({ ...record, owner: this.#self });
            adopted.push(record);
          }
        };
        return adopted;
      },
      'strict',
    );
  }

  /** All keys that start with our scope: arrays sort after strings. */
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
    return (this.#opening ??= new Promise((resolve, reject) => {
      const again = () => (this.#opening = undefined);
      const opening = indexedDB.open(NAME, 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore(STORE, { keyPath: ['scope', 'ref'] });
      opening.onerror = () => reject(opening.error, again());
      opening.onsuccess = () => {
        const database = opening.result;
        database.onclose = again; // by the browser, such as when its data is cleared
        database.onversionchange = () => database.close(again());
        resolve(database);
      };
    }));
  }
}

/** 64-bit FNV-1a: tells members apart, and does not reveal the key. */
const digest = text =>
  [...text]
    .reduce(
      (hash, character) => BigInt.asUintN(64, (hash ^ BigInt(character.codePointAt(0))) * 0x100000001b3n),
      0xcbf29ce484222325n,
    )
    .toString(36);

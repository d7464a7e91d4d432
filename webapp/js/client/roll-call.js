const WITHIN = 300;

/**
 * Finds out which pages of one browser are gone. Uses Web Locks, which a browser releases however a page ends. Plain
 * HTTP has none: there, live pages answer a broadcast. (A heartbeat is no better, as browsers throttle hidden tabs.)
 * A frozen or very busy tab does not answer in time and counts as gone, so that must do no harm.
 */
export function rollCall(name, self) {
  return globalThis.navigator?.locks ? new Locks(name, self) : new Answers(name, self);
}

class Locks {
  #name;
  #window = new AbortController();

  constructor(name, self) {
    this.#name = name;
    const closed = new Promise(resolve => this.#window.signal.addEventListener('abort', resolve));
    navigator.locks.request(`${name} ${self}`, () => closed).catch(() => {}); // locks are forbidden: then all drafts count as ours
  }

  /** Returns those that are gone, as a set. */
  async absent(names) {
    const { held } = await navigator.locks.query();
    const present = new Set(held.map(({ name }) => name));
    return new Set([...names].filter(name => !present.has(`${this.#name} ${name}`)));
  }

  close() {
    this.#window.abort();
  }
}

class Answers {
  #channel;
  #answered;

  constructor(name, self) {
    this.#channel = new BroadcastChannel(name);
    this.#channel.onmessage = ({ data: { wanted, here } }) => {
      if (wanted?.includes(self)) this.#channel.postMessage({ here: self });
      if (here) this.#answered?.(here);
    };
  }

  async absent(names) {
    const missing = new Set(names);
    if (missing.size) {
      await new Promise(resolve => {
        const timer = setTimeout(resolve, WITHIN);
        this.#answered = name => {
          missing.delete(name);
          if (!missing.size) resolve(clearTimeout(timer));
        };
        this.#channel.postMessage({ wanted: [...missing] });
      });
    }
    this.#answered = undefined;
    return missing;
  }

  close() {
    this.#channel.close();
  }
}

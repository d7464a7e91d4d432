import nodeTest, { after } from 'node:test';

const CONTROL = process.env.PARLEY_CONTROL;

/** A server under test: the one that all tests share, or one of a test's own that it may kill. */
export class Host {
  #id;

  constructor(url, id) {
    this.url = new URL(url);
    this.#id = id;
  }

  /** A server with its own settings, by the names of Parley's options. Ended with the test file. */
  static async fresh(settings = {}) {
    const [id, url] = (await control(`hosts?${new URLSearchParams(settings)}`)).split(' ');
    const host = new Host(url, id);
    after(() => host.#tell('close'));
    return host;
  }

  /** One that the Java side has started under this name. */
  static async named(id) {
    return new Host(await control(`hosts/${id}/address`), id);
  }

  start() {
    return this.#tell('start');
  }

  /** In good order. */
  stop() {
    return this.#tell('stop');
  }

  kill() {
    return this.#tell('kill');
  }

  #tell(what) {
    return control(`hosts/${this.#id}/${what}`);
  }
}

export const shared = new Host(process.env.PARLEY_URL ?? 'http://127.0.0.1:8080/');

/** Kills or starts the Redis of the servers. */
export function redis(what) {
  return control(`redis/${what}`);
}

/** A test that fails when it hangs. */
export function test(sentence, body) {
  nodeTest(sentence, { timeout: 90_000 }, body);
}

/** A test that starts and ends servers, which only the Java side can do. */
export function hostTest(sentence, body) {
  nodeTest(sentence, { timeout: 240_000, skip: CONTROL ? false : 'PARLEY_CONTROL is not set' }, body);
}

async function control(command) {
  const response = await fetch(new URL(command, CONTROL), { method: 'POST' });
  const text = await response.text();
  if (!response.ok) throw new Error(`${command}: ${text}`);
  return text;
}

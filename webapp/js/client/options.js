import { BrowserStorage } from './browser-storage.js';
import { Credentials } from './credentials.js';

const DEFAULTS = { minDelay: 500, maxDelay: 20_000, ackTimeout: 10_000 };

/** Fills in the defaults. */
export function complete({
  url = defaultUrl(),
  key,
  token,
  me,
  storage,
  WebSocket = globalThis.WebSocket,
  ...options
}) {
  if (!WebSocket)
    throw new TypeError('No WebSocket available, as in Node before 22: pass one as the option `WebSocket`');
  if (storage === undefined) storage = defaultStorage(url, key ?? me?.id);
  const credentials = new Credentials({ key, token, me });
  return { ...DEFAULTS, name: me?.name, ...options, WebSocket, url, storage, credentials };
}

/** `ws` relative to the page, so that it works under any context path. */
function defaultUrl() {
  if (!globalThis.document) throw new TypeError('No page to take the server address from: pass the option `url`');
  const url = new URL('ws', document.baseURI);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url;
}

/** None outside a browser, and none for a member that nobody can be again. */
function defaultStorage(url, member) {
  try {
    return member && BrowserStorage.isThere ? new BrowserStorage(url, member) : null;
  } catch {
    return null; // the page may not store anything
  }
}

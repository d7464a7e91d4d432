import { BrowserStorage } from './browser-storage.js';
import { token } from './token.js';

const DEFAULTS = { minDelay: 500, maxDelay: 20_000, ackTimeout: 10_000 };

/**
 * The options with all that was left out. The key lasts as long as the client: without one every reconnect would make us another member,
 * and a post that is repeated another post.
 */
export function complete({ url = defaultUrl(), key, storage, WebSocket = globalThis.WebSocket, ...options }) {
  if (!WebSocket) throw new TypeError('There is no WebSocket here, as in Node before 22: pass one as the option `WebSocket`');
  if (storage === undefined) storage = defaultStorage(url, key);
  return { ...DEFAULTS, ...options, WebSocket, url, storage, key: key ?? token() };
}

/** `ws` below the page's own place: right under any context path. */
function defaultUrl() {
  if (!globalThis.document) throw new TypeError('There is no page here to tell where the server is: pass the option `url`');
  const url = new URL('ws', document.baseURI);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url;
}

/** None outside a browser, and none for a member that nobody can be again. */
function defaultStorage(url, key) {
  try {
    return key && BrowserStorage.isThere ? new BrowserStorage(url, key) : null;
  } catch {
    return null; // a page that may not keep anything
  }
}

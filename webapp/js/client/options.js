import { BrowserStorage } from './browser-storage.js';
import { token } from './token.js';

const DEFAULTS = { minDelay: 500, maxDelay: 20_000, ackTimeout: 10_000 };

/**
 * Fills in the defaults. The default key lasts as long as the client: with a new one at each reconnect we would be
 * another member, and a retried post would be another post.
 */
export function complete({ url = defaultUrl(), key, storage, WebSocket = globalThis.WebSocket, ...options }) {
  if (!WebSocket)
    throw new TypeError('No WebSocket available, as in Node before 22: pass one as the option `WebSocket`');
  if (storage === undefined) storage = defaultStorage(url, key);
  return { ...DEFAULTS, ...options, WebSocket, url, storage, key: key ?? token() };
}

/** `ws` relative to the page, so that it works under any context path. */
function defaultUrl() {
  if (!globalThis.document) throw new TypeError('No page to take the server address from: pass the option `url`');
  const url = new URL('ws', document.baseURI);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url;
}

/** None outside a browser, and none without a key: nobody could be that member again. */
function defaultStorage(url, key) {
  try {
    return key && BrowserStorage.isThere ? new BrowserStorage(url, key) : null;
  } catch {
    return null; // the page may not store anything
  }
}

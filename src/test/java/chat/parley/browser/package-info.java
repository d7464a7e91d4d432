/**
 * Browser tests: the page in a real Chromium with a real server, on every host. Tests wait for conditions, never for
 * a fixed time, and fail when the page logs an error, throws, or violates the Content-Security-Policy. Screenshots
 * are in target/screenshots/HOST.
 */
package chat.parley.browser;

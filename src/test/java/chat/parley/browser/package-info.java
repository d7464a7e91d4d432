/**
 * What a person sees: the page in a real Chromium, against a real server on every host. Nothing waits for a time, only for what has to come, and a test fails
 * when a page logs an error, throws, or violates the Content-Security-Policy. Screenshots are left in target/screenshots/HOST.
 */
package chat.parley.browser;

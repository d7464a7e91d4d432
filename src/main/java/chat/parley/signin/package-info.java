/**
 * Signing in with a browser: OpenID Connect providers, and the web sessions that they lead to. Sessions are stored
 * before they are used and removed before a sign-out is answered. Nothing waits for a provider or the store.
 */
package chat.parley.signin;

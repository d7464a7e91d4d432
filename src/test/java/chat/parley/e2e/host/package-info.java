/**
 * Server processes for end-to-end tests: each test class runs once on every host, with a process that it can stop and
 * kill. Every server listens on 127.0.0.1 only and stops with the JVM that started it.
 */
package chat.parley.e2e.host;

/**
 * Real servers for the tests from outside: each test class runs once on every host, against a process of its own that can be stopped and killed.
 * Every server listens on 127.0.0.1 only, and ends with the JVM that started it.
 */
package chat.parley.e2e.host;

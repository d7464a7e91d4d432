/**
 * A small application on the Socket.IO door's own classes that does what the protocols' official test suites expect of a server: Engine.IO echoes at {@code /engine.io/}, Socket.IO answers at
 * {@code /socket.io/}. The suites themselves are run beside the project; CONTRIBUTING.md has the command.
 */
package chat.parley.suite;

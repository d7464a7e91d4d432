/**
 * A small application on Parley's Socket.IO classes, with the behaviour that the official protocol test suites
 * expect: Engine.IO echoes at {@code /engine.io/}, Socket.IO answers at {@code /socket.io/}. The suites run
 * outside this project; see CONTRIBUTING.md for the command.
 */
package chat.parley.suite;

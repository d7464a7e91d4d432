/**
 * A Java client of Parley for other applications, packaged as {@code parley-client.jar}. Speaks {@code parley.v1} over
 * Jakarta WebSocket, reconnects by itself, resumes where it was, and sends each command until it is acknowledged. Uses
 * nothing else of Parley, and needs only the Jakarta WebSocket client API and JSON Processing.
 */
package chat.parley.sdk;

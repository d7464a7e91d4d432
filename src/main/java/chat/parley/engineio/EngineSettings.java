package chat.parley.engineio;

import chat.parley.identity.Origins;
import java.time.Duration;

/**
 * How an Engine.IO server is to be.
 *
 * @param path below the context's root, with a slash at both ends, such as {@code /socket.io/}
 * @param pingInterval from one sign of life to the question for the next one
 * @param pingTimeout for the answer
 * @param upgradeTimeout from the opening of a second transport to its taking over
 * @param sendTimeout for one packet to leave
 * @param maxPayload most bytes in a request's body or a frame that a client sends
 * @param maxSessions most sessions in all
 * @param maxPerAddress most sessions that one address may open by polling; 0 for no limit
 * @param maxWaiting most bytes that may wait for one client
 * @param cookie the name of the cookie that tells a balancer which session a request belongs to; empty for none
 * @param origins whose pages may connect
 */
public record EngineSettings(String path, Duration pingInterval, Duration pingTimeout, Duration upgradeTimeout, Duration sendTimeout, int maxPayload, int maxSessions,
        int maxPerAddress, int maxWaiting, String cookie, Origins origins) {
}

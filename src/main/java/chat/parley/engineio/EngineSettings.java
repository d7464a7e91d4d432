package chat.parley.engineio;

import chat.parley.identity.Origins;
import java.time.Duration;

/**
 * Engine.IO server settings.
 *
 * @param path below the context root, with a slash at both ends, such as {@code /socket.io/}
 * @param pingInterval time between a pong and the next ping
 * @param pingTimeout time to answer a ping
 * @param upgradeTimeout time from the opening of a WebSocket to the completed upgrade
 * @param sendTimeout time for one send
 * @param maxPayload maximum bytes in a request body or a frame from a client
 * @param maxSessions maximum number of sessions
 * @param maxPerAddress maximum number of sessions that one address may open by polling; 0 for no limit
 * @param maxWaiting maximum bytes that may wait for one client
 * @param cookie name of the cookie by which a load balancer routes a session's requests; empty for none
 * @param node name of this server, with which its session ids begin; empty for none
 * @param origins origins whose pages may connect
 */
public record EngineSettings(
        String path,
        Duration pingInterval,
        Duration pingTimeout,
        Duration upgradeTimeout,
        Duration sendTimeout,
        int maxPayload,
        int maxSessions,
        int maxPerAddress,
        int maxWaiting,
        String cookie,
        String node,
        Origins origins) {}

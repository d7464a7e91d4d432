package chat.parley.engineio;

import chat.parley.io.Memory;
import java.util.function.Consumer;

/**
 * What the sessions of a server share.
 *
 * @param ids creates their ids
 * @param memory the server's budget, to which waiting packets count
 * @param onEnd called with the id of each session that ends
 * @param meter counts for all of them
 */
record EngineContext(
        EngineSettings settings,
        SessionIds ids,
        Memory memory,
        EngineTimer timer,
        LatePolls latePolls,
        Consumer<String> onEnd,
        EngineMeter meter) {}

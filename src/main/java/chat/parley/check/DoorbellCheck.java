package chat.parley.check;

import chat.parley.ClusterSettings;
import chat.parley.cluster.RedisProblem;
import chat.parley.cluster.RedisServer;
import java.util.ArrayList;
import java.util.List;

/** Checks whether the Redis servers of the doorbell can be used. */
final class DoorbellCheck {
    private final ClusterSettings settings;

    DoorbellCheck(ClusterSettings settings) {
        this.settings = settings;
    }

    /** One that is away is only a warning, because servers go on without it. */
    List<Finding> findings() {
        List<Finding> found = new ArrayList<>();
        for (RedisServer server : settings.redis()) {
            try {
                server.tryOut();
            } catch (RedisProblem e) {
                found.add(new Finding(e.code() != RedisProblem.Code.UNREACHABLE, "doorbell-urls: " + e.getMessage()));
            }
        }
        return found;
    }
}

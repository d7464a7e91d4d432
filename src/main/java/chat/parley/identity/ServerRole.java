package chat.parley.identity;

import chat.parley.event.Role;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What a sign-in or a token says about its member's role on the whole server.
 *
 * @param at when it was proven, in milliseconds, as stores keep it
 */
public record ServerRole(Role role, Instant at) {
    public ServerRole {
        at = at.truncatedTo(ChronoUnit.MILLIS);
    }

    /** The later of both is valid; of two at once the lower, so that all servers agree. */
    ServerRole orNewer(ServerRole other) {
        boolean newer = other.at.equals(at) ? role.outranks(other.role) : other.at.isAfter(at);
        return newer ? other : this;
    }
}

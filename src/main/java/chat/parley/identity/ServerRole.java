package chat.parley.identity;

import chat.parley.event.Role;
import java.time.Instant;

/**
 * What a sign-in or a token says about its member's role on the whole server.
 *
 * @param at when it was proven; of two, the later is valid
 */
public record ServerRole(Role role, Instant at) {}

package chat.parley.signin;

import chat.parley.event.Role;
import chat.parley.identity.ServerRole;
import chat.parley.store.ChangeLane;
import java.time.Instant;
import java.util.Locale;

/**
 * Tells all servers what a member has proven. Unlike other notices, it says everything: the store has no row to read
 * again for tokens. As the newest proof counts, it may be applied twice.
 */
record RoleNotice(String member, ServerRole role) {
    static final String SUBJECT = "server-role";

    private static final String SEPARATOR = " "; // ids of members contain none

    static RoleNotice read(String text) {
        String[] parts = text.split(SEPARATOR);
        Role role = Role.valueOf(parts[1].toUpperCase(Locale.ROOT));
        return new RoleNotice(parts[0], new ServerRole(role, Instant.ofEpochMilli(Long.parseLong(parts[2]))));
    }

    String text() {
        return member
                + SEPARATOR
                + role.role().wireName()
                + SEPARATOR
                + role.at().toEpochMilli();
    }

    ChangeLane.Notice notice() {
        return new ChangeLane.Notice(SUBJECT, text());
    }
}

package chat.parley.event;

import jakarta.json.bind.adapter.JsonbAdapter;
import jakarta.json.bind.annotation.JsonbTypeAdapter;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a member is in a room, lowest rank first. Wire names are lower case. */
@JsonbTypeAdapter(Role.OnTheWire.class)
public enum Role {
    /** Kept out, also from a public room. */
    BANNED(null),
    /** Not in a private room. */
    NONE(null),
    READER(Right.READ),
    GUEST(Right.WRITE),
    MEMBER(Right.ARRANGE),
    MODERATOR(Right.MODERATE),
    OWNER(Right.OWN);

    private final Right highest;

    Role(Right highest) {
        this.highest = highest;
    }

    /** @throws Refusal if there is no such role */
    static Role of(String field, String name) {
        return Arrays.stream(values())
                .filter(role -> role.wireName().equals(name))
                .findFirst()
                .orElseThrow(() -> new Refusal(
                        ErrorCode.INVALID,
                        field
                                + (name == null
                                        ? " is missing"
                                        : " must be one of "
                                                + Arrays.stream(values())
                                                        .map(Role::wireName)
                                                        .collect(Collectors.joining(", ")))));
    }

    public boolean may(Right right) {
        return highest != null && highest.compareTo(right) >= 0;
    }

    public boolean outranks(Role other) {
        return compareTo(other) > 0;
    }

    /** The name on the wire and in the store. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** JSON adapter for the wire names. */
    public static final class OnTheWire implements JsonbAdapter<Role, String> {
        @Override
        public String adaptToJson(Role role) {
            return role.wireName();
        }

        @Override
        public Role adaptFromJson(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT));
        }
    }
}

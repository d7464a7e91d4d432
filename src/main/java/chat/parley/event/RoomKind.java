package chat.parley.event;

import jakarta.json.bind.adapter.JsonbAdapter;
import jakarta.json.bind.annotation.JsonbTypeAdapter;
import java.util.Locale;

/** Who may find a room. Wire names are lower case. */
@JsonbTypeAdapter(RoomKind.OnTheWire.class)
public enum RoomKind {
    /** Everybody. */
    PUBLIC,
    /** Its members, who were invited. */
    PRIVATE,
    /** The two or more people for whom it was opened, for good. */
    DIRECT;

    /** The role of those who have none of their own. */
    public Role everybody() {
        return this == PUBLIC ? Role.MEMBER : Role.NONE;
    }

    /** The name on the wire and in the store. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The inverse of {@link #wireName}. */
    public static RoomKind of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }

    /** JSON adapter for the wire names. */
    public static final class OnTheWire implements JsonbAdapter<RoomKind, String> {
        @Override
        public String adaptToJson(RoomKind kind) {
            return kind.wireName();
        }

        @Override
        public RoomKind adaptFromJson(String name) {
            return of(name);
        }
    }
}

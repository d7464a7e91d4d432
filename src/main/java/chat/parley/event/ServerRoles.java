package chat.parley.event;

/** What members are on the whole server, apart from decisions about single rooms. Thread-safe; must not block. */
@FunctionalInterface
public interface ServerRoles {
    /** Members are what they have just proven, and everybody else is a plain member. */
    ServerRoles PROVEN = (member, proven) -> proven == null ? Role.MEMBER : proven;

    /**
     * Returns {@link Role#OWNER}, {@link Role#MODERATOR}, {@link Role#MEMBER} or {@link Role#READER}; see
     * {@link RoomSettings#role}.
     *
     * @param member the id
     * @param proven what the member's own request proves; null if the request is somebody else's
     */
    Role of(String member, Role proven);
}

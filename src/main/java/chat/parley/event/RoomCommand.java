package chat.parley.event;

import java.util.List;

/** A command about a room and who may do what in it, for which the chat looks something up. */
public sealed interface RoomCommand extends Command {
    /**
     * Creates a private room, or opens the direct room of the sender and these members.
     *
     * @param kind {@code private} or {@code direct}
     * @param title of a private room
     * @param members ids of those who are to be in it besides the sender; null for nobody
     * @param history {@code shared}, or {@code joined} if those who are invited later read only what comes then; null
     *     means shared
     */
    record Create(String ref, String kind, String title, List<String> members, String history) implements RoomCommand {
        /** Most members in the command. */
        public static final int MAX_MEMBERS = 50;

        private static final String SHARED = "shared";
        private static final String JOINED = "joined";
        /** Most people in a direct room. */
        public static final int MAX_DIRECT = 8;

        public Create {
            ref = Text.ref(ref);
            if (ref == null) {
                throw new Refusal(ErrorCode.INVALID, "ref is missing; it identifies the new room");
            }
            boolean direct = RoomKind.DIRECT.wireName().equals(kind);
            if (!direct && !RoomKind.PRIVATE.wireName().equals(kind)) {
                throw new Refusal(ErrorCode.INVALID, "kind must be private or direct");
            }
            if (direct && title != null) {
                throw new Refusal(ErrorCode.INVALID, "A direct room has no title");
            }
            title = direct ? null : Text.name("title", title);
            if (history != null && !history.equals(SHARED) && !history.equals(JOINED)) {
                throw new Refusal(ErrorCode.INVALID, "history must be shared or joined");
            }
            members = members == null
                    ? List.of()
                    : members.stream()
                            .map(member -> Text.memberId("members", member))
                            .distinct()
                            .toList();
            if (members.size() > (direct ? MAX_DIRECT : MAX_MEMBERS)) {
                throw new Refusal(
                        ErrorCode.INVALID, "members must have at most " + (direct ? MAX_DIRECT : MAX_MEMBERS) + " ids");
            }
        }

        public boolean sharesHistory() {
            return !JOINED.equals(history);
        }

        public RoomKind roomKind() {
            return RoomKind.of(kind);
        }

        @Override
        public <C> void execute(Handler<C> handler, C sender) {
            handler.createRoom(sender, this);
        }
    }

    /** Deletes the room with everything in it. @param reason null for none */
    record Delete(String ref, String room, String reason) implements RoomCommand {
        public Delete {
            ref = Text.ref(ref);
            room = Text.name("room", room);
            reason = reason == null || reason.isBlank() ? null : Text.topic("reason", reason);
        }

        @Override
        public <C> void execute(Handler<C> handler, C sender) {
            handler.deleteRoom(sender, this);
        }
    }

    /**
     * Gives a member a role in the room.
     *
     * @param role a role's wire name
     * @param seconds how long, only for reader and banned; null for good
     * @param reason null for none
     * @param address true to ban the addresses of a guest, too; null for false
     */
    record SetRole(String ref, String room, String member, String role, Long seconds, String reason, Boolean address)
            implements RoomCommand {
        private static final long MOST_SECONDS = 366L * 24 * 3600;

        public SetRole {
            ref = Text.ref(ref);
            room = Text.name("room", room);
            member = Text.memberId("member", member);
            Role given = Role.of("role", role);
            if (seconds != null && (seconds < 1 || seconds > MOST_SECONDS)) {
                throw new Refusal(ErrorCode.INVALID, "seconds must be between 1 and " + MOST_SECONDS);
            }
            if (seconds != null && given != Role.READER && given != Role.BANNED) {
                throw new Refusal(ErrorCode.INVALID, "seconds must be omitted, unless role is reader or banned");
            }
            reason = reason == null || reason.isBlank() ? null : Text.topic("reason", reason);
            if (Boolean.TRUE.equals(address) && (given != Role.BANNED || !new Member(member, "").isGuest())) {
                throw new Refusal(ErrorCode.INVALID, "address must be omitted, unless a guest is banned");
            }
        }

        /** Whether to ban the guest's addresses, too. */
        public boolean withAddress() {
            return Boolean.TRUE.equals(address);
        }

        /** What goes into the log. @param name the member's name */
        public RoomChange.Grant grant(String name) {
            return new RoomChange.Grant(
                    new Member(member, name), Role.of("role", role), seconds, reason, withAddress(), List.of());
        }

        @Override
        public <C> void execute(Handler<C> handler, C sender) {
            handler.setRole(sender, this);
        }
    }
}

package chat.parley.sdk;

import java.util.List;

/**
 * A room's settings, and your role in it.
 *
 * @param kind {@code public}, {@code private} or {@code direct}
 * @param title null if it has none
 * @param topic empty if there is none
 * @param role your own
 * @param slowMode how many seconds must pass between two messages of one person; 0 for none
 * @param people everybody in a direct room
 */
public record RoomFacts(
        String kind, String title, String topic, String role, boolean archived, int slowMode, List<ChatMember> people) {
    static final RoomFacts UNKNOWN = new RoomFacts("public", null, "", "member", false, 0, List.of());

    public RoomFacts {
        people = List.copyOf(people);
    }

    RoomFacts withTopic(String newTopic) {
        return new RoomFacts(kind, title, newTopic, role, archived, slowMode, people);
    }

    /** After this entry of the log. @param me whose role counts */
    RoomFacts after(RoomEntry entry, ChatMember me) {
        return switch (entry.type()) {
            case "title-changed" ->
                new RoomFacts(
                        kind,
                        entry.title() == null || entry.title().isEmpty() ? null : entry.title(),
                        topic,
                        role,
                        archived,
                        slowMode,
                        people);
            case "archived", "unarchived" ->
                new RoomFacts(kind, title, topic, role, entry.type().equals("archived"), slowMode, people);
            case "slow-mode-changed" ->
                new RoomFacts(
                        kind, title, topic, role, archived, entry.seconds() == null ? 0 : entry.seconds(), people);
            case "role-changed" ->
                entry.member().id().equals(me.id())
                        ? new RoomFacts(kind, title, topic, entry.role(), archived, slowMode, people)
                        : this;
            default -> this;
        };
    }
}

package chat.parley.cluster;

import chat.parley.event.Member;
import java.util.List;

/**
 * Who is in a room on some servers.
 *
 * @param members by name; without those of a server on which there are more than {@link #NAMED}
 * @param uncounted how many there are besides
 */
public record Attendance(List<Member> members, int uncounted) {
    /** A server that has more members in a room only tells their number. */
    public static final int NAMED = 1_000;

    public static final Attendance NONE = new Attendance(List.of(), 0);

    int online() {
        return members.size() + uncounted;
    }
}

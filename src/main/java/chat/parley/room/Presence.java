package chat.parley.room;

import chat.parley.event.Member;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who is in a room: members with their number of sessions, longest here first. Belongs to the room's lane; only {@link #online} may be asked by others. */
final class Presence {
    private record Here(Member member, int sessions) {}

    private final Map<String, Here> here = new LinkedHashMap<>();
    private volatile int online;

    int online() {
        return online;
    }

    /** The longest here, at most {@code limit}. */
    List<Member> members(int limit) {
        return here.values().stream().limit(limit).map(Here::member).toList();
    }

    /** A session of the member came. True when it is the first one. */
    boolean came(Member member) {
        Here now = here.merge(member.id(), new Here(member, 1), (old, one) -> new Here(old.member(), old.sessions() + 1));
        online = here.size();
        return now.sessions() == 1;
    }

    /** A session of the member went. True when it was the last one. */
    boolean went(Member member) {
        Here left = here.computeIfPresent(member.id(), (id, old) -> old.sessions() == 1 ? null : new Here(old.member(), old.sessions() - 1));
        online = here.size();
        return left == null;
    }
}

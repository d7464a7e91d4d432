package chat.parley.room;

import chat.parley.event.Member;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who is in a room: members with their number of sessions, longest here first, under the name that they gave last. Belongs to the room's lane; only {@link #online} may be asked by
 * others.
 */
final class Presence {
    private record Here(Member member, int sessions) {}

    /** What a session's coming means to the others. */
    enum Coming { FIRST, RENAMED, ONE_MORE }

    private final Map<String, Here> here = new LinkedHashMap<>();
    private volatile int online;

    int online() {
        return online;
    }

    /** The longest here, at most {@code limit}. */
    List<Member> members(int limit) {
        return here.values().stream().limit(limit).map(Here::member).toList();
    }

    Coming came(Member member) {
        Here before = here.get(member.id());
        here.put(member.id(), new Here(member, before == null ? 1 : before.sessions() + 1));
        online = here.size();
        if (before == null) {
            return Coming.FIRST;
        }
        return before.member().equals(member) ? Coming.ONE_MORE : Coming.RENAMED;
    }

    /** A session of the member went. The member, as the others know it, when it was the last one. */
    Optional<Member> went(Member member) {
        Here before = here.get(member.id());
        if (before.sessions() > 1) {
            here.put(member.id(), new Here(before.member(), before.sessions() - 1));
            return Optional.empty();
        }
        here.remove(member.id());
        online = here.size();
        return Optional.of(before.member());
    }
}

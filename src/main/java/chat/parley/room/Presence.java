package chat.parley.room;

import chat.parley.event.Member;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who is in a room: members with their sessions, longest here first, under the name that they gave last. Belongs to the room's lane; only {@link #online} may be asked by
 * others.
 */
final class Presence {
    private record Here(Member member, List<Session> sessions) {}

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

    /** Where the member is. */
    List<Session> sessions(Member member) {
        Here there = here.get(member.id());
        return there == null ? List.of() : there.sessions();
    }

    Coming came(Session session) {
        Member member = session.member();
        Here before = here.get(member.id());
        here.put(member.id(), new Here(member, before == null ? List.of(session) : with(before.sessions(), session)));
        online = here.size();
        if (before == null) {
            return Coming.FIRST;
        }
        return before.member().equals(member) ? Coming.ONE_MORE : Coming.RENAMED;
    }

    /** A session of the member went. The member, as the others know it, when it was the last one; empty where the session was unseen. */
    Optional<Member> went(Session session) {
        Member member = session.member();
        Here before = here.get(member.id());
        if (before == null || !before.sessions().contains(session)) {
            return Optional.empty();
        }
        List<Session> left = before.sessions().stream().filter(other -> other != session).toList();
        if (!left.isEmpty()) {
            here.put(member.id(), new Here(before.member(), left));
            return Optional.empty();
        }
        here.remove(member.id());
        online = here.size();
        return Optional.of(before.member());
    }

    private static List<Session> with(List<Session> sessions, Session session) {
        List<Session> all = new ArrayList<>(sessions);
        all.add(session);
        return List.copyOf(all);
    }
}

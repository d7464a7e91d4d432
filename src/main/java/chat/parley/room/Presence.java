package chat.parley.room;

import chat.parley.event.Body;
import chat.parley.event.Event;
import chat.parley.event.Member;
import chat.parley.lane.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Who is in a room: members with their sessions, longest here first, under the name that they gave last. Each change is
 * told as a single event. A member that comes, goes or changes its name again and again is told at most once a second, as
 * what became of it: otherwise one member's few bytes would become many for everybody in the room. What {@link #members} and
 * {@link #online} say is what was told, so that it and the later events make one picture. Belongs to the room's lane; only
 * {@link #online} may be asked by others.
 */
final class Presence {
    /** How long a member has to be quiet to be told at once again. */
    static final Duration PAUSE = Duration.ofSeconds(1);
    /** Changes of a member that are told at once: a page that is loaded again leaves and comes. */
    private static final int AT_ONCE = 2;

    private record Here(Member member, List<Session> sessions) {}

    /** A member that changed in this second: how often that was told, and whether more is to be told. */
    private static final class Restless {
        private int told;
        private boolean waits;
    }

    private final Supplier<String> room;
    private final Lane lane;
    private final Consumer<Event> tell;
    private final Map<String, Here> here = new LinkedHashMap<>();
    private final Near near = new Near();
    private final Map<String, Member> told = new LinkedHashMap<>();
    private final Map<String, Restless> restless = new HashMap<>();
    private boolean watching;
    private volatile int online;

    /** @param room gives the room's own name; @param tell is given each change, on the lane */
    Presence(Supplier<String> room, Lane lane, Consumer<Event> tell) {
        this.room = room;
        this.lane = lane;
        this.tell = tell;
    }

    int online() {
        return online;
    }

    /** The longest here, at most {@code limit}. */
    List<Member> members(int limit) {
        return told.values().stream().limit(limit).toList();
    }

    /** The whole picture, for whoever missed how it came about. */
    Event.Members everybody() {
        return new Event.Members(room.get(), online, members(Limits.NAMES));
    }

    /** Where the member is. */
    List<Session> sessions(Member member) {
        Here there = here.get(member.id());
        return there == null ? List.of() : there.sessions();
    }

    /** Those of them whom a text may name. */
    List<Member> namedIn(Body body) {
        return near.in(body);
    }

    void came(Session session) {
        near.add(session);
        Member member = session.member();
        Here before = here.get(member.id());
        here.put(member.id(), new Here(member, before == null ? List.of(session) : with(before.sessions(), session)));
        if (before == null || !before.member().equals(member)) {
            changed(member.id());
        }
    }

    /** The member goes by another name. Returns one of its sessions, unless that is no news here. */
    Optional<Session> renamed(Member member) {
        Here before = here.get(member.id());
        if (before == null || before.member().equals(member)) {
            return Optional.empty();
        }
        before.sessions().forEach(near::add);
        here.put(member.id(), new Here(member, before.sessions()));
        changed(member.id());
        return before.sessions().stream().findFirst();
    }

    /** A session went. True when it was its member's last one that was seen here. */
    boolean went(Session session) {
        near.remove(session);
        Member member = session.member();
        Here before = here.get(member.id());
        if (before == null || !before.sessions().contains(session)) {
            return false;
        }
        List<Session> left = before.sessions().stream().filter(other -> other != session).toList();
        if (!left.isEmpty()) {
            here.put(member.id(), new Here(before.member(), left));
            return false;
        }
        here.remove(member.id());
        changed(member.id());
        return true;
    }

    /** Nobody is here any more: what waits is not told. */
    void close() {
        restless.clear();
    }

    private void changed(String id) {
        Restless member = restless.computeIfAbsent(id, unknown -> new Restless());
        if (member.told < AT_ONCE) {
            member.told++;
            tell(id);
        } else {
            member.waits = true;
        }
        watch();
    }

    private void watch() {
        if (!watching && !restless.isEmpty()) {
            watching = true;
            lane.later(PAUSE, () -> {
                watching = false;
                settle();
                watch();
            });
        }
    }

    private void settle() {
        for (Iterator<Map.Entry<String, Restless>> members = restless.entrySet().iterator(); members.hasNext();) {
            Map.Entry<String, Restless> member = members.next();
            if (member.getValue().waits) {
                member.getValue().waits = false;
                tell(member.getKey());
            } else {
                members.remove();
            }
        }
    }

    private void tell(String id) {
        Member before = told.get(id);
        Member now = here.containsKey(id) ? here.get(id).member() : null;
        if (now == null) {
            told.remove(id);
        } else {
            told.put(id, now);
        }
        online = told.size();
        if (before == null && now != null) {
            tell.accept(new Event.MemberJoined(room.get(), now, online));
        } else if (before != null && now == null) {
            tell.accept(new Event.MemberLeft(room.get(), before, online));
        } else if (before != null && !before.equals(now)) {
            tell.accept(new Event.MemberRenamed(room.get(), now));
        }
    }

    private static List<Session> with(List<Session> sessions, Session session) {
        List<Session> all = new ArrayList<>(sessions);
        all.add(session);
        return List.copyOf(all);
    }
}

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
 * The members in a room and their sessions, longest present first, under the name given last. Each change is published
 * as one event. Repeated joins, leaves and renames of a member are published at most once a second, as the resulting
 * state; otherwise one member could flood the room. {@link #members} and {@link #online} return the published state, so
 * they agree with the events that follow. Confined to the room's lane, except {@link #online}.
 */
final class Presence {
    /** Quiet time after which a member's changes are published immediately again. */
    static final Duration PAUSE = Duration.ofSeconds(1);
    /** Changes per member that are published immediately; reloading a page makes two. */
    private static final int AT_ONCE = 2;

    private record Here(Member member, List<Session> sessions) {}

    /** A member that changed within the last pause. */
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

    /** @param room supplies the room's canonical name; @param tell receives each event, on the lane */
    Presence(Supplier<String> room, Lane lane, Consumer<Event> tell) {
        this.room = room;
        this.lane = lane;
        this.tell = tell;
    }

    int online() {
        return online;
    }

    /** At most {@code limit} members, longest present first. */
    List<Member> members(int limit) {
        return told.values().stream().limit(limit).toList();
    }

    /** The whole state, for sessions that missed changes. */
    Event.Members everybody() {
        return new Event.Members(room.get(), online, members(Limits.NAMES));
    }

    /** The member's sessions in this room. */
    List<Session> sessions(Member member) {
        Here there = here.get(member.id());
        return there == null ? List.of() : there.sessions();
    }

    /** Members in the room who are mentioned in the text. */
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

    /** Renames the member. Returns one of its sessions, or empty if nothing changed here. */
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

    /** Removes a session. True if it was the member's last visible one here. */
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

    /** Drops unpublished changes, after the last session left. */
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

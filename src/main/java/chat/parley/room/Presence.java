package chat.parley.room;

import chat.parley.cluster.Attendance;
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
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The members in a room and their sessions, longest present first, under the name given last. Each change is published
 * as one event. Repeated joins, leaves and renames of a member are published at most once a second, as the resulting
 * state; otherwise one member could flood the room. If many come and go at once, the whole state is published instead,
 * see {@link Surge}. {@link #members} and {@link #online} return the published state, so they agree with the events
 * that follow. Confined to the room's lane, except {@link #online}.
 */
final class Presence {
    /** Quiet time after which a member's changes are published immediately again. */
    static final Duration PAUSE = Duration.ofSeconds(1);
    /** Changes per member that are published immediately; reloading a page makes two. */
    private static final int MAX_IMMEDIATE = 2;

    /** How often the whole state is published if changes are not published one by one. */
    static final Duration RECOUNT = Duration.ofSeconds(5);

    /** A list of members is shorter in a room with more of them, because all of these get it. */
    private static final int CROWD = 1_000;

    private static final int NAMES_IN_A_CROWD = 100;

    private record Here(Member member, List<Session> sessions) {}

    /** A member that changed within the last pause. */
    private static final class Throttle {
        private int published;
        private boolean pending;
    }

    private final Supplier<String> room;
    private final Lane lane;
    private final Consumer<Event> publisher;
    /** Runs when {@link #here} has changed. */
    private Runnable onChange = () -> {};

    private final Map<String, Here> here = new LinkedHashMap<>();
    private final MentionHandles mentionHandles = new MentionHandles();
    /** The members on other servers. */
    private Map<String, Member> others = Map.of();
    /** The number of further members on other servers. */
    private int uncounted;

    private boolean recounting;
    private final Map<String, Member> published = new LinkedHashMap<>();
    private final Map<String, Throttle> throttles = new HashMap<>();
    private final Surge surge = new Surge();
    private boolean scheduled;
    private boolean closed;
    private volatile int online;

    /**
     * @param room supplies the room's canonical name
     * @param publisher receives each event, on the lane
     */
    Presence(Supplier<String> room, Lane lane, Consumer<Event> publisher) {
        this.room = room;
        this.lane = lane;
        this.publisher = publisher;
    }

    int online() {
        return online;
    }

    /** The first members, longest present first. */
    List<Member> members() {
        return published.values().stream()
                .limit(online > CROWD ? NAMES_IN_A_CROWD : Limits.NAMES)
                .toList();
    }

    /** The whole state, for sessions that missed changes. */
    Event.Members snapshot() {
        return new Event.Members(room.get(), online, members());
    }

    /** @param told runs when {@link #here} has changed */
    void onChange(Runnable told) {
        onChange = told;
    }

    /** The members on this server. */
    Attendance here() {
        return here.size() > Attendance.NAMED
                ? new Attendance(List.of(), here.size())
                : new Attendance(here.values().stream().map(Here::member).toList(), 0);
    }

    /** Takes who is in the room on other servers. Returns who is nowhere in it any more. */
    List<Member> setOthers(Attendance now) {
        Map<String, Member> before = others;
        Map<String, Member> after = new LinkedHashMap<>();
        now.members().forEach(member -> after.put(member.id(), member));
        others = after;
        if (now.uncounted() != uncounted) { // first, so that each change is told with the right number
            uncounted = now.uncounted();
            online = published.size() + uncounted;
            recountSoon();
        }
        before.keySet().stream().filter(id -> !after.containsKey(id)).forEach(this::refresh);
        after.forEach((id, member) -> {
            if (!member.equals(before.get(id))) {
                refresh(id);
            }
        });
        return before.values().stream()
                .filter(member -> !after.containsKey(member.id()) && !here.containsKey(member.id()))
                .toList();
    }

    /** The member has come or gone elsewhere, which matters unless it is here. */
    private void refresh(String id) {
        if (!here.containsKey(id)) {
            publishOrDefer(id);
        }
    }

    private void recountSoon() {
        if (!recounting) {
            recounting = true;
            lane.later(RECOUNT, () -> {
                recounting = false;
                surge.end();
                if (!closed) {
                    publisher.accept(snapshot());
                }
            });
        }
    }

    /** The member's sessions in this room. */
    List<Session> sessions(String member) {
        Here there = here.get(member);
        return there == null ? List.of() : there.sessions();
    }

    /** Members in the room who are mentioned in the text. */
    List<Member> mentionedIn(Body body) {
        return mentionHandles.mentionedIn(body);
    }

    void add(Session session) {
        mentionHandles.add(session);
        Member member = session.member();
        Here before = here.get(member.id());
        here.put(member.id(), new Here(member, before == null ? List.of(session) : with(before.sessions(), session)));
        if (before == null || !before.member().equals(member)) {
            publishOrDefer(member.id());
            onChange.run();
        }
    }

    /** Renames the member. Returns one of its sessions, or empty if nothing changed here. */
    Optional<Session> renamed(Member member) {
        Here before = here.get(member.id());
        if (before == null || before.member().equals(member)) {
            return Optional.empty();
        }
        before.sessions().forEach(mentionHandles::add);
        here.put(member.id(), new Here(member, before.sessions()));
        publishOrDefer(member.id());
        onChange.run();
        return before.sessions().stream().findFirst();
    }

    /** Removes a session. True if it was the member's last visible one here. */
    boolean remove(Session session) {
        mentionHandles.remove(session);
        Member member = session.member();
        Here before = here.get(member.id());
        if (before == null || !before.sessions().contains(session)) {
            return false;
        }
        List<Session> left =
                before.sessions().stream().filter(other -> other != session).toList();
        if (!left.isEmpty()) {
            here.put(member.id(), new Here(before.member(), left));
            return false;
        }
        here.remove(member.id());
        publishOrDefer(member.id());
        onChange.run();
        return true;
    }

    /** Drops unpublished changes, after the last session left. */
    void close() {
        closed = true;
        throttles.clear();
    }

    private void publishOrDefer(String id) {
        Throttle member = throttles.computeIfAbsent(id, missing -> new Throttle());
        if (member.published < MAX_IMMEDIATE) {
            member.published++;
            publish(id);
        } else {
            member.pending = true;
        }
        scheduleSettle();
    }

    private void scheduleSettle() {
        if (!scheduled && !throttles.isEmpty()) {
            scheduled = true;
            lane.later(PAUSE, () -> {
                scheduled = false;
                surge.tick();
                settle();
                scheduleSettle();
            });
        }
    }

    private void settle() {
        for (Iterator<Map.Entry<String, Throttle>> members =
                        throttles.entrySet().iterator();
                members.hasNext(); ) {
            Map.Entry<String, Throttle> member = members.next();
            if (member.getValue().pending) {
                member.getValue().pending = false;
                publish(member.getKey());
            } else {
                members.remove();
            }
        }
    }

    private void publish(String id) {
        Member before = published.get(id);
        Member now = here.containsKey(id) ? here.get(id).member() : others.get(id);
        if (now == null) {
            published.remove(id);
        } else {
            published.put(id, now);
        }
        online = published.size() + uncounted;
        if (Objects.equals(before, now)) {
            return;
        }
        if (surge.admits(here.size())) {
            publisher.accept(change(before, now));
        } else {
            recountSoon();
        }
    }

    private Event change(Member before, Member now) {
        if (before == null) {
            return new Event.MemberJoined(room.get(), now, online);
        }
        return now == null
                ? new Event.MemberLeft(room.get(), before, online)
                : new Event.MemberRenamed(room.get(), now);
    }

    private static List<Session> with(List<Session> sessions, Session session) {
        List<Session> all = new ArrayList<>(sessions);
        all.add(session);
        return List.copyOf(all);
    }
}

package chat.parley.cluster;

import chat.parley.event.Member;
import chat.parley.event.RoomId;
import chat.parley.store.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * Who is where on the other servers, and here for them. Each server writes rows of its own, with rising numbers, and
 * reads the others' rows after the last number that it knows. Confined to the cluster's lane, except where noted.
 */
final class Whereabouts {
    private static final int PAGE = 500;
    /** Most rooms that are written at once. */
    private static final int BATCH = 200;
    /** An empty row is removed once this many beats have passed, since others must read it first. */
    private static final int BEATS = 10;

    private final String node;
    private final Database database;
    private final BiConsumer<RoomId, Attendance> onChange;
    /** What is not written yet. Any thread may add to it. */
    private final Map<RoomId, Attendance> outdated = new LinkedHashMap<>();

    /** The rooms with a row. */
    private final Set<RoomId> stored = new HashSet<>();

    /** The rooms with sessions here. Any thread may change it. */
    private final Set<RoomId> wanted = ConcurrentHashMap.newKeySet();
    /** Those that have been told who is elsewhere. Any thread may remove from it. */
    private final Set<RoomId> open = ConcurrentHashMap.newKeySet();

    /** The last number read, by server: all of those in {@link #elsewhere}. */
    private final Map<String, Long> read = new HashMap<>();
    /** By room and server. Others may read it. */
    private final Map<RoomId, Map<String, Attendance>> elsewhere = new ConcurrentHashMap<>();

    private final List<Long> writtenAtBeats = new ArrayList<>();
    private long written;

    /** @param onChange is told who is elsewhere in an open room */
    Whereabouts(String node, Database database, BiConsumer<RoomId, Attendance> onChange) {
        this.node = node;
        this.database = database;
        this.onChange = onChange;
    }

    /** Who is in the room here; written later. Safe from any thread. */
    synchronized void put(RoomId room, Attendance here) {
        if (here.online() > 0 || stored.contains(room)) {
            outdated.put(room, here);
        } else {
            outdated.remove(room);
        }
    }

    /** Number of members in the room elsewhere. Safe from any thread. */
    int online(RoomId room) {
        return elsewhere.getOrDefault(room, Map.of()).values().stream()
                .mapToInt(Attendance::online)
                .sum();
    }

    /** Writes what has changed here. Returns whether there was anything. Blocks. */
    boolean write() throws SQLException {
        Map<RoomId, Attendance> batch = next();
        if (batch.isEmpty()) {
            return false;
        }
        database.write(connection -> {
            OccupancyRows.put(connection, node, written + 1, batch);
            return null;
        });
        written += batch.size();
        batch.forEach(this::wrote);
        return true;
    }

    private synchronized Map<RoomId, Attendance> next() {
        Map<RoomId, Attendance> batch = new LinkedHashMap<>();
        for (Map.Entry<RoomId, Attendance> room : outdated.entrySet()) {
            if (batch.size() == BATCH) {
                break;
            }
            batch.put(room.getKey(), room.getValue());
        }
        stored.addAll(batch.keySet());
        return batch;
    }

    private synchronized void wrote(RoomId room, Attendance here) {
        Attendance now = outdated.remove(room);
        if (now != null && !now.equals(here)) { // it has changed meanwhile, and waits behind the other rooms
            outdated.put(room, now);
        } else if (here.online() == 0) {
            stored.remove(room);
        }
    }

    /** The room has its first session here; call {@link #follow} soon. Safe from any thread. */
    void opened(RoomId room) {
        wanted.add(room);
    }

    /** The room's last session here has left. Safe from any thread. Returns what is to be done on the lane. */
    Runnable closed(RoomId room) {
        wanted.remove(room);
        open.remove(room); // if it is opened again, it has to be told anew
        return () -> forgetNames(room);
    }

    /**
     * Reads who is in the rooms that have their first sessions here, many at a time. What fails is done the next time.
     * Blocks.
     */
    private void openAll(List<String> others) throws SQLException {
        for (List<RoomId> some = toOpen(); !some.isEmpty(); some = toOpen()) {
            open.addAll(some);
            some.stream().filter(room -> !wanted.contains(room)).forEach(open::remove); // closed meanwhile
            boolean done = false;
            try (Connection connection = database.readConnection()) {
                OccupancyRows.in(connection, others, some).forEach(this::take);
                done = true;
            } finally {
                if (!done) {
                    some.forEach(open::remove);
                }
            }
            some.forEach(this::tell);
        }
    }

    private List<RoomId> toOpen() {
        return wanted.stream().filter(room -> !open.contains(room)).limit(PAGE).toList();
    }

    /** Unless the room has been opened again. */
    private void forgetNames(RoomId room) {
        if (wanted.contains(room)) {
            return;
        }
        elsewhere.computeIfPresent(room, (same, servers) -> {
            servers.replaceAll((server, here) -> new Attendance(List.of(), here.online()));
            return servers;
        });
    }

    /** Reads what the others have written, and forgets those who are gone. Blocks. */
    void follow(List<String> others) throws SQLException {
        Set<RoomId> changed = new HashSet<>();
        forget(others, changed);
        try {
            openAll(others);
            readNews(others, changed);
        } finally { // what was read before a failure is not read again
            changed.forEach(this::tell);
        }
    }

    private void readNews(List<String> others, Set<RoomId> changed) throws SQLException {
        try (Connection connection = database.readConnection()) {
            for (String other : others) {
                List<OccupancyRows.Row> rows;
                do {
                    rows = OccupancyRows.after(connection, other, read.getOrDefault(other, 0L), PAGE);
                    for (OccupancyRows.Row row : rows) {
                        take(row);
                        read.put(other, row.number());
                        changed.add(row.room());
                    }
                } while (rows.size() == PAGE);
            }
        }
    }

    private void forget(List<String> others, Set<RoomId> changed) {
        if (others.containsAll(read.keySet())) {
            return;
        }
        read.keySet().retainAll(others);
        elsewhere.forEach((room, servers) -> {
            if (servers.keySet().retainAll(others)) {
                changed.add(room);
            }
        });
        elsewhere.values().removeIf(Map::isEmpty);
    }

    private void take(OccupancyRows.Row row) {
        read.putIfAbsent(row.node(), 0L); // so that it is forgotten when its server is gone
        Attendance there = open.contains(row.room())
                ? row.attendance()
                : new Attendance(List.of(), row.attendance().online());
        elsewhere.compute(row.room(), (same, servers) -> {
            Map<String, Attendance> now = servers == null ? new ConcurrentHashMap<>() : servers;
            if (there.online() == 0) {
                now.remove(row.node());
            } else {
                now.put(row.node(), there);
            }
            return now.isEmpty() ? null : now;
        });
    }

    private void tell(RoomId room) {
        if (!open.contains(room)) {
            return;
        }
        Map<String, Member> members = new LinkedHashMap<>();
        int uncounted = 0;
        for (Attendance there : elsewhere.getOrDefault(room, Map.of()).values()) {
            there.members().forEach(member -> members.putIfAbsent(member.id(), member));
            uncounted += there.uncounted();
        }
        onChange.accept(room, new Attendance(List.copyOf(members.values()), uncounted));
    }

    /** Removes rows that nobody needs any more. Blocks. */
    void sweep() throws SQLException {
        writtenAtBeats.add(written);
        if (writtenAtBeats.size() > BEATS) {
            long old = writtenAtBeats.remove(0);
            database.write(connection -> {
                OccupancyRows.removeEmpty(connection, node, old);
                OccupancyRows.removeGone(connection);
                return null;
            });
        }
    }

    /** Nobody is here any more. Blocks. */
    void leave() throws SQLException {
        database.write(connection -> {
            OccupancyRows.removeAll(connection, node);
            return null;
        });
    }
}

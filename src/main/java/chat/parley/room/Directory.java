package chat.parley.room;

import static java.util.concurrent.CompletableFuture.completedFuture;

import chat.parley.delivery.Cursors;
import chat.parley.event.Event;
import chat.parley.event.MyRoom;
import chat.parley.event.Query;
import chat.parley.event.RoomId;
import chat.parley.event.RoomSummary;
import chat.parley.identity.Client;
import chat.parley.membership.Listed;
import chat.parley.membership.Memberships;
import chat.parley.membership.RoomsCursor;
import chat.parley.rights.Rights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** Lists rooms with their topics and counts. Thread-safe. */
final class Directory {
    private static final long CACHE_NANOS = 1_000_000_000L;

    /** @param moment see {@link Rights#moment} */
    private record Listing(long at, long moment, CompletableFuture<List<Listed<RoomSummary>>> rooms) {}

    private final Rooms rooms;
    private final Memberships memberships;
    private final Rights rights;
    private final LongSupplier nanos;
    private volatile Listing listing;

    Directory(Rooms rooms, Memberships memberships, Rights rights, LongSupplier nanos) {
        this.rooms = rooms;
        this.memberships = memberships;
        this.rights = rights;
        this.nanos = nanos;
    }

    /**
     * Rooms that the member may read: with online members first, busiest first; then the others by latest activity.
     *
     * @param find part of the names, or null for all rooms; the list of all rooms is cached for a second
     */
    CompletionStage<List<RoomSummary>> list(Client client, String find) {
        Listing all = all(find);
        return all.rooms()
                .thenApply(list -> list.stream()
                        .filter(listed ->
                                rights.mayRead(client, listed.id()) && !rights.deletedSince(all.moment(), listed.id()))
                        .map(Listed::room)
                        .toList());
    }

    private Listing all(String find) {
        long now = nanos.getAsLong();
        long moment = rights.moment();
        if (find != null) {
            return new Listing(now, moment, load(find).toCompletableFuture());
        }
        Listing known = listing;
        if (known == null || now - known.at() > CACHE_NANOS || known.rooms().isCompletedExceptionally()) {
            known = new Listing(now, moment, load(null).toCompletableFuture());
            listing = known;
        }
        return known;
    }

    private CompletionStage<List<Listed<RoomSummary>>> load(String find) {
        List<Listed<RoomSummary>> busy =
                rooms.busiest(find == null ? "" : find.toLowerCase(Locale.ROOT), Limits.LISTED);
        CompletionStage<List<Listed<RoomSummary>>> known = busy.isEmpty()
                ? completedFuture(List.of())
                : memberships.rooms(busy.stream().map(Listed::id).toList());
        return known.thenCombine(memberships.rooms(find, Limits.LISTED), (here, all) -> merge(busy, here, all));
    }

    private static List<Listed<RoomSummary>> merge(
            List<Listed<RoomSummary>> busy, List<Listed<RoomSummary>> known, List<Listed<RoomSummary>> all) {
        Map<RoomId, RoomSummary> facts = new HashMap<>();
        known.forEach(listed -> facts.put(listed.id(), listed.room()));
        List<Listed<RoomSummary>> merged = new ArrayList<>();
        for (Listed<RoomSummary> listed : busy) {
            RoomSummary room = listed.room();
            RoomSummary more = facts.getOrDefault(listed.id(), room);
            merged.add(new Listed<>(
                    listed.id(),
                    new RoomSummary(
                            room.room(), room.title(), more.topic(), room.online(), more.members(), more.at())));
        }
        Set<RoomId> busyIds = busy.stream().map(Listed::id).collect(Collectors.toSet());
        all.stream()
                .filter(listed -> !busyIds.contains(listed.id()))
                .limit(Limits.LISTED - merged.size())
                .forEach(merged::add);
        return merged;
    }

    /** The member's rooms, latest activity first. */
    CompletionStage<Event.MyRooms> roomsOf(Client client, Query.MyRooms asked) {
        RoomsCursor cursor = RoomsCursor.parse(asked.cursor());
        return memberships.roomsOf(client.member(), Cursors.MAX + 1, cursor).thenApply(mine -> {
            boolean more = mine.size() > Cursors.MAX;
            List<Listed<MyRoom>> page = more ? mine.subList(0, Cursors.MAX) : mine;
            return new Event.MyRooms(
                    asked.ref(),
                    page.stream()
                            .filter(listed -> rights.mayRead(client, listed.id()))
                            .map(listed -> complete(
                                    listed.room(), rooms.online(listed.id()), RoomView.of(rights, listed.id(), client)))
                            .toList(),
                    more ? RoomsCursor.after(page.get(page.size() - 1)).toString() : null);
        });
    }

    private static MyRoom complete(MyRoom room, int online, RoomView view) {
        return new MyRoom(
                room.room(),
                room.topic(),
                online,
                room.members(),
                room.at(),
                room.head(),
                room.read(),
                room.unread(),
                room.mentions(),
                view.kind(),
                view.title(),
                view.role(),
                view.archived(),
                view.people());
    }
}

package chat.parley.rights;

import chat.parley.event.Body;
import chat.parley.event.Change;
import chat.parley.event.Entry;
import chat.parley.event.Logged;
import chat.parley.event.Member;
import chat.parley.event.Role;
import chat.parley.event.RoomChange;
import chat.parley.event.RoomId;
import chat.parley.event.RoomSettings;
import chat.parley.event.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A room about which something was decided. One thread at a time decides; any may read. */
final class GuardedRoom implements Body.RoomState {
    private volatile RoomSettings settings;
    private final Map<String, Standing> standings = new ConcurrentHashMap<>(2); // most have two members
    /** The ids of the members with whom each address is banned. Standings say whether these bans still last. */
    private final Map<String, Set<String>> banned = new ConcurrentHashMap<>(0);

    /** The offset up to which decisions are applied. */
    private long decided;

    /** The id of who created the private or direct room; null if nobody did. */
    private volatile String creator;

    private List<Shift> shifts;

    private final RoomId id;
    private final Endings endings;

    GuardedRoom(
            RoomId id, Endings endings, RoomSettings settings, long decided, String creator, List<Standing> standings) {
        this.id = id;
        this.endings = endings;
        this.creator = creator;
        this.settings = settings;
        this.decided = decided;
        standings.forEach(this::put);
    }

    private void put(Standing standing) {
        String member = standing.member().id();
        Standing before = standings.put(member, standing); // at once: readers must not see the member without a role
        endings.remove(id, before);
        endings.add(id, standing);
        addressesOf(standing)
                .forEach(address -> banned.computeIfAbsent(address, first -> ConcurrentHashMap.newKeySet(1))
                        .add(member));
        unban(member, before, addressesOf(standing));
    }

    /** Forgets when the roles end, because the room was deleted. */
    void close() {
        standings.values().forEach(standing -> endings.remove(id, standing));
    }

    private void unban(String member, Standing before, List<String> except) {
        addressesOf(before).stream()
                .filter(address -> !except.contains(address))
                .forEach(address -> banned.computeIfPresent(address, (same, members) -> {
                    members.remove(member);
                    return members.isEmpty() ? null : members;
                }));
    }

    private static List<String> addressesOf(Standing standing) {
        return standing == null || standing.ban() == null
                ? List.of()
                : standing.ban().addresses();
    }

    /** The ban of this address that lasts longest; null if there is none. */
    Standing bannedAt(String address, Instant at) {
        return banned.getOrDefault(address, Set.of()).stream()
                .map(standings::get)
                .filter(standing -> standing != null && standing.addresses(at).contains(address))
                .max(Comparator.comparing(standing -> standing.until() == null ? Instant.MAX : standing.until()))
                .orElse(null);
    }

    /** The number of banned addresses. */
    int addresses() {
        return banned.size();
    }

    @Override
    public RoomSettings settings() {
        return settings;
    }

    @Override
    public Standing standing(String member) {
        return standings.get(member);
    }

    String creator() {
        return creator;
    }

    List<Standing> standings() {
        return List.copyOf(standings.values());
    }

    void renamed(Member member) {
        standings.computeIfPresent(member.id(), (id, held) -> held.named(member));
    }

    /** Applies the entry, unless it was applied before. Returns the roles that change. */
    List<Shift> decided(Entry entry) {
        if (entry.offset() <= decided) {
            return List.of();
        }
        decided = entry.offset();
        if (entry.body() instanceof RoomChange.Creation) {
            creator = entry.author().id();
        }
        shifts = new ArrayList<>();
        entry.body().applyTo(this, entry);
        return shifts;
    }

    @Override
    public void set(RoomSettings decidedNow) {
        settings = decidedNow;
    }

    @Override
    public void set(Standing standing) {
        String member = standing.member().id();
        // a role that has ended is told of by an entry: until then, everybody knows the one before
        Role everybody = settings.kind().everybody();
        Standing before = standings.get(member);
        if (standing.isEverybodys(settings.kind())) {
            standings.remove(member);
            endings.remove(id, before);
            unban(member, before, List.of());
        } else {
            put(standing);
        }
        shifts.add(new Shift(standing.member(), null, before == null ? everybody : before.role(), standing.role()));
        List<String> were = addressesOf(before);
        List<String> are = addressesOf(standing);
        are.stream()
                .filter(address -> !were.contains(address))
                .forEach(address -> shifts.add(new Shift(standing.member(), address, everybody, Role.BANNED)));
        were.stream()
                .filter(address -> !are.contains(address))
                .forEach(address -> shifts.add(new Shift(standing.member(), address, Role.BANNED, everybody)));
    }

    @Override
    public void add(Entry message) {
        // rights do not depend on messages
    }

    @Override
    public void apply(Logged.Changed event, Change change) {
        // see add
    }

    @Override
    public void delete(Entry last) {
        // see Rights
    }

    @Override
    public void setRules(String rules, long offset) {
        // see add
    }

    @Override
    public void setTopic(String topic) {
        // see add
    }
}

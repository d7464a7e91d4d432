package chat.parley.signin;

import chat.parley.identity.ProvenRoles;
import chat.parley.identity.ServerRole;
import chat.parley.lane.Lane;
import chat.parley.store.Database;
import chat.parley.store.Dialect;
import chat.parley.store.Notices;
import chat.parley.store.StoreLanes;
import chat.parley.store.Trouble;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/**
 * Tells the other servers which roles members have proven, so that a newer proof takes away from older ones everywhere.
 * A sign-in tells it before it is acknowledged. For tokens and the container's users nobody waits: it happens in the
 * background, at the first proof on this server and whenever the role changes. Thread-safe; never blocks.
 */
public final class RolePublisher {
    private static final int BATCH = 100;
    private static final Duration RETRY_PAUSE = Duration.ofSeconds(1);

    private final Database database;
    private final Lane lane;
    private final Notices notices;
    private final Trouble trouble;
    private final ProvenRoles roles;
    /** Members whose newest role must be told. */
    private final Set<String> untold = ConcurrentHashMap.newKeySet();

    private final AtomicBoolean isWriting = new AtomicBoolean();

    /** @param owners see {@link ProvenRoles} */
    public RolePublisher(StoreLanes store, WebSessions sessions, Predicate<String> owners) {
        this.database = store.database();
        this.lane = store.writing().of("roles");
        this.notices = store.notices();
        this.trouble = new Trouble("tell the other servers of roles", "they are told later", store.nanos());
        boolean mayHaveOthers = database.dialect() == Dialect.POSTGRESQL;
        this.roles = mayHaveOthers ? new ProvenRoles(owners, this::tell) : new ProvenRoles(owners);
        notices.listen(RoleNotice.SUBJECT, (connection, text) -> hear(RoleNotice.read(text)));
        sessions.roles(roles::hear);
    }

    public ProvenRoles roles() {
        return roles;
    }

    private void hear(RoleNotice notice) {
        roles.hear(notice.member(), notice.role());
    }

    private void tell(String member) {
        if (untold.size() < ProvenRoles.MOST) { // less after a long failure of the store
            untold.add(member);
        }
        writeSoon();
    }

    private void writeSoon() {
        if (!untold.isEmpty() && isWriting.compareAndSet(false, true)) {
            lane.execute(this::write);
        }
    }

    private void write() {
        List<String> members = untold.stream().limit(BATCH).toList();
        members.forEach(untold::remove); // first: what changes from now on is told again
        List<RoleNotice> news =
                members.stream().map(this::newest).filter(Objects::nonNull).toList();
        try {
            database.write(connection -> {
                for (RoleNotice each : news) {
                    Notices.add(connection, RoleNotice.SUBJECT, each.text());
                }
                return news;
            });
            trouble.recovered();
            news.forEach(this::hear); // now, so that the next proofs are not told again
            notices.followSoon();
            isWriting.set(false);
            writeSoon();
        } catch (SQLException | RuntimeException e) {
            trouble.failed(e);
            untold.addAll(members);
            lane.later(RETRY_PAUSE, this::write);
        }
    }

    /** Null if it was forgotten in the meantime. */
    private RoleNotice newest(String member) {
        ServerRole role = roles.newest(member);
        return role == null ? null : new RoleNotice(member, role);
    }
}

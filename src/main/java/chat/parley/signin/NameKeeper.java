package chat.parley.signin;

import chat.parley.identity.SignedInNames;
import chat.parley.lane.Lane;
import chat.parley.store.Database;
import chat.parley.store.Dialect;
import chat.parley.store.Notices;
import chat.parley.store.StoreException;
import chat.parley.store.StoreLanes;
import chat.parley.store.Trouble;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Stores the names of members who have signed in, and tells the other servers of new ones, in the background: nobody
 * waits for it, and what a crash loses is learnt again when the member comes back. Thread-safe; only the constructor
 * blocks.
 */
public final class NameKeeper {
    private static final String SUBJECT = "signed-in-name";
    private static final int BATCH = 500;
    private static final Duration RETRY_PAUSE = Duration.ofSeconds(1);

    private final Database database;
    private final Lane lane;
    private final Notices notices;
    private final Trouble trouble;
    private final SignedInNames names;
    /** Members whose row must be written or deleted. */
    private final Set<String> outdated = ConcurrentHashMap.newKeySet();

    private final AtomicBoolean isWriting = new AtomicBoolean();

    /** Reads the names. @throws StoreException if that fails */
    public NameKeeper(StoreLanes store) {
        this.database = store.database();
        this.lane = store.writing().of("names");
        this.notices = store.notices();
        this.trouble = new Trouble("store the names of members", "they are kept in memory only", store.nanos());
        try (Connection connection = database.readConnection()) {
            names = new SignedInNames(NameRows.newest(connection, SignedInNames.MOST), this::write);
        } catch (SQLException e) {
            throw new StoreException("Cannot read the names of members: " + e.getMessage(), e);
        }
        notices.listen(SUBJECT, this::hear);
    }

    public SignedInNames names() {
        return names;
    }

    private void hear(Connection connection, String member) throws SQLException {
        SignedInNames.Named named = NameRows.of(connection, member);
        if (named != null) {
            names.hear(named);
        }
    }

    private void write(String member) {
        if (outdated.size() < SignedInNames.MOST) { // less after a long failure of the store
            outdated.add(member);
        }
        writeSoon();
    }

    private void writeSoon() {
        if (!outdated.isEmpty() && isWriting.compareAndSet(false, true)) {
            lane.execute(this::write);
        }
    }

    private void write() {
        // in order, because another server may write the same rows
        List<String> members = outdated.stream().limit(BATCH).sorted().toList();
        members.forEach(outdated::remove); // first: what changes from now on is written again
        try {
            database.write(connection -> {
                List<String> news = new ArrayList<>();
                for (String member : members) {
                    if (write(connection, member)) {
                        news.add(member);
                    }
                }
                for (String member : news) { // last: others wait for this transaction then
                    Notices.add(connection, SUBJECT, member);
                }
                return members;
            });
            trouble.recovered();
            notices.followSoon();
            isWriting.set(false);
            writeSoon();
        } catch (SQLException | RuntimeException e) {
            trouble.failed(e);
            outdated.addAll(members);
            lane.later(RETRY_PAUSE, this::write);
        }
    }

    /** Returns whether other servers must hear of it. */
    private boolean write(Connection connection, String member) throws SQLException {
        SignedInNames.Named named = names.of(member);
        if (named == null) {
            NameRows.delete(connection, member);
            return false;
        }
        SignedInNames.Named before = NameRows.of(connection, member);
        NameRows.put(connection, named);
        boolean isNews = before == null || !before.member().equals(named.member());
        return isNews && database.dialect() == Dialect.POSTGRESQL; // nobody else opens a file of SQLite
    }
}

package chat.parley.signin;

import chat.parley.event.Member;
import chat.parley.event.Refusal;
import chat.parley.identity.AmbientCredentials;
import chat.parley.identity.Authentication;
import chat.parley.identity.RequestAuthenticator;
import chat.parley.identity.Secrets;
import chat.parley.identity.ServerRole;
import chat.parley.identity.Tokens;
import chat.parley.lane.Lane;
import chat.parley.store.ChangeLane;
import chat.parley.store.SqlWork;
import chat.parley.store.StoreException;
import chat.parley.store.StoreLanes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * The web sessions of a store: all in memory, so that no request waits for the store. Their number is bounded; a new
 * session ends the one that was not used for the longest time. Changes are stored before they take effect. Thread-safe;
 * only the constructor blocks.
 */
public final class WebSessions implements RequestAuthenticator {
    /** The subject of notices; their names are ids of members. */
    private static final String SUBJECT = "web-session";

    static final int PER_MEMBER = 20;
    static final int TOTAL = 50_000;
    private static final int LONGEST_AGENT = 300;
    private static final int LONGEST_ID_TOKEN = 8_192;
    private static final Duration SEEN_INTERVAL = Duration.ofHours(1);
    private static final Comparator<WebSession> LONGEST_UNUSED_FIRST = Comparator.comparing(WebSession::seen);

    private final ChangeLane lane;
    private final Clock clock;
    private final int most;
    private final Map<String, WebSession> byHash = new ConcurrentHashMap<>();
    private final SignInMeter meter = new SignInMeter(byHash::size);

    /**
     * A new session.
     *
     * @param secret for the cookie; known to nobody else
     */
    public record Opened(String secret, WebSession session) {
        /** Without the secret. */
        @Override
        public String toString() {
            return session.id();
        }
    }

    /** Reads the sessions. @throws StoreException if that fails */
    public WebSessions(StoreLanes store, Clock clock) {
        this(store, clock, TOTAL);
    }

    WebSessions(StoreLanes store, Clock clock, int most) {
        this.lane = new ChangeLane(store, "web sessions");
        store.notices().listen(SUBJECT, this::refresh);
        this.clock = clock;
        this.most = most;
        try (Connection connection = store.database().readConnection()) {
            WebSessionRows.all(connection).forEach(session -> byHash.put(session.secretHash(), session));
        } catch (SQLException e) {
            throw new StoreException("Cannot read the web sessions: " + e.getMessage(), e);
        }
    }

    /** Starts to remove sessions that have ended. @param watch a lane that never blocks on the store */
    public void start(Lane watch) {
        watch.every(SEEN_INTERVAL, this::sweep);
    }

    /** Counts sign-ins of all kinds. */
    public SignInMeter meter() {
        return meter;
    }

    /** The lane of all changes of sessions. On it, {@link #of} is what the store has. */
    public ChangeLane lane() {
        return lane;
    }

    /**
     * Stores a new session of the member, and the member's name and role on the server in all its sessions.
     *
     * @param userAgent may be null
     * @param idToken may be null
     */
    public CompletionStage<Opened> open(Tokens.SignedIn person, String provider, String userAgent, String idToken) {
        Opened opened = begin(person, provider, userAgent);
        return lane.store(opening(opened, idToken)).thenApply(done -> opened);
    }

    /** A session that {@link #opening} stores, and which says nothing about roles. @param userAgent may be null */
    public Opened begin(Member member, String provider, String userAgent) {
        return begin(new Tokens.SignedIn(member, null), provider, userAgent);
    }

    private Opened begin(Tokens.SignedIn person, String provider, String userAgent) {
        String secret = Secrets.unguessable() + Secrets.unguessable();
        return new Opened(secret, WebSession.begin(secret, person, provider, printable(userAgent), clock.instant()));
    }

    /** Stores the session, and its member's name and role in all sessions. @param idToken may be null */
    public ChangeLane.Step opening(Opened opened, String idToken) {
        WebSession session = opened.session();
        Member member = session.member();
        String kept = idToken != null && idToken.length() <= LONGEST_ID_TOKEN ? idToken : null;
        return new ChangeLane.Step() {
            private Set<WebSession> excess = Set.of();

            @Override
            public void store(Connection connection) throws SQLException {
                excess = excess(member);
                WebSessionRows.delete(connection, excess);
                WebSessionRows.follow(connection, session);
                WebSessionRows.insert(connection, session, kept);
            }

            @Override
            public void apply() {
                byHash.put(session.secretHash(), session);
                of(member.id()).forEach(each -> each.follow(session));
                drop(excess);
            }

            @Override
            public List<ChangeLane.Notice> notices() {
                return Stream.concat(
                                session.roleNotice().stream(),
                                Stream.concat(Stream.of(session), excess.stream())
                                        .map(WebSessions::changed))
                        .distinct()
                        .toList();
            }
        };
    }

    /** Gives the member's sessions its new name. */
    public ChangeLane.Step renaming(Member member) {
        return new ChangeLane.Step() {
            @Override
            public void store(Connection connection) throws SQLException {
                WebSessionRows.rename(connection, member);
            }

            @Override
            public void apply() {
                of(member.id()).forEach(each -> each.rename(member, clock.instant()));
            }

            @Override
            public List<ChangeLane.Notice> notices() {
                return List.of(new ChangeLane.Notice(SUBJECT, member.id()));
            }
        };
    }

    /** Ends the member's sessions. @param except stays; null for none */
    public ChangeLane.Step ending(String member, WebSession except) {
        return new Ending(
                connection -> of(member).stream().filter(each -> each != except).toList());
    }

    /** Ends sessions. */
    private final class Ending implements ChangeLane.Step {
        private final SqlWork<List<WebSession>> which;
        private List<WebSession> ended = List.of();

        /** @param which asked when the step is stored */
        Ending(SqlWork<List<WebSession>> which) {
            this.which = which;
        }

        @Override
        public void store(Connection connection) throws SQLException {
            ended = which.run(connection);
            WebSessionRows.delete(connection, ended);
        }

        @Override
        public void apply() {
            drop(ended);
        }

        @Override
        public List<ChangeLane.Notice> notices() {
            return ended.stream().map(WebSessions::changed).distinct().toList();
        }
    }

    private static ChangeLane.Notice changed(WebSession session) {
        return new ChangeLane.Notice(SUBJECT, session.member().id());
    }

    /** Takes what another server has changed of the member's sessions. */
    private void refresh(Connection connection, String member) throws SQLException {
        Map<String, WebSession> stored = new HashMap<>();
        WebSessionRows.of(connection, member).forEach(session -> stored.put(session.secretHash(), session));
        drop(byHash.values().stream()
                .filter(session -> session.member().id().equals(member) && !stored.containsKey(session.secretHash()))
                .toList());
        stored.forEach((hash, session) -> {
            WebSession known = byHash.putIfAbsent(hash, session);
            if (known != null && !known.hasRoleOf(session)) {
                known.follow(Collections.max(stored.values(), Comparator.comparing(WebSession::created)));
            }
            if (known != null) {
                known.seenAt(session.seen());
            }
            if (known != null && !known.member().equals(session.member())) {
                known.rename(session.member(), clock.instant());
            }
        });
    }

    private static String printable(String userAgent) {
        String text = userAgent == null ? "" : userAgent.replaceAll("[^\\x20-\\x7e]", "?");
        return text.substring(0, Math.min(text.length(), LONGEST_AGENT));
    }

    /** The sessions that must end before the member gets another one. */
    private Set<WebSession> excess(Member member) {
        Set<WebSession> excess = new LinkedHashSet<>();
        List<WebSession> own = of(member.id());
        own.stream()
                .sorted(LONGEST_UNUSED_FIRST)
                .limit(Math.max(0, own.size() - PER_MEMBER + 1))
                .forEach(excess::add);
        int left = byHash.size() - excess.size();
        if (left >= most) {
            byHash.values().stream()
                    .sorted(LONGEST_UNUSED_FIRST)
                    .limit(left - most + 1)
                    .forEach(excess::add);
        }
        return excess;
    }

    /**
     * The session of a request, which counts as use; null if there is none or it has ended.
     *
     * @param headers the values of the header {@code Cookie}
     */
    public WebSession find(List<String> headers, Cookies cookies) {
        return cookies.values(Cookies.SESSION, headers).stream()
                .map(this::find)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    @Override
    public Authentication authenticate(AmbientCredentials credentials) {
        WebSession found = find(credentials.cookies(), new Cookies(credentials.secure(), credentials.context()));
        return found == null ? null : found.authentication();
    }

    private WebSession find(String secret) {
        WebSession found = byHash.get(Secrets.sha256(secret));
        Instant now = clock.instant();
        if (found == null || found.hasEnded(now)) {
            return null;
        }
        see(List.of(found), now);
        return found;
    }

    /** Stores the time now and then only: if a write fails, the next one will do. */
    private void see(Collection<WebSession> sessions, Instant now) {
        List<WebSession> due = sessions.stream()
                .filter(session -> now.isAfter(session.seen().plus(SEEN_INTERVAL)))
                .toList();
        if (!due.isEmpty()) {
            due.forEach(session -> session.see(now));
            lane.store(new ChangeLane.Step() {
                @Override
                public void store(Connection connection) throws SQLException {
                    WebSessionRows.see(connection, due, now);
                }

                @Override
                public void apply() {
                    // seen already
                }
            });
        }
    }

    /** Tells what the sessions say about roles on the server, by member. */
    public void roles(BiConsumer<String, ServerRole> known) {
        byHash.values().forEach(session -> session.tellRole(known));
    }

    /** The current sessions of a member. */
    public List<WebSession> of(String member) {
        Instant now = clock.instant();
        return byHash.values().stream()
                .filter(session -> session.member().id().equals(member) && !session.hasEnded(now))
                .sorted(Comparator.comparing(WebSession::created))
                .toList();
    }

    /**
     * Removes the session from the store, then closes its connections, then completes: with the ID token that the
     * session began with, or with an empty text. Fails with {@link Refusal}, and then the session goes on.
     */
    public CompletionStage<String> end(WebSession session) {
        StringBuilder idToken = new StringBuilder();
        ChangeLane.Step reading = new ChangeLane.Step() {
            @Override
            public void store(Connection connection) throws SQLException {
                String stored = WebSessionRows.idToken(connection, session.id());
                idToken.replace(0, idToken.length(), stored == null ? "" : stored);
            }

            @Override
            public void apply() {
                // nothing has changed
            }
        };
        return lane.store(reading, new Ending(connection -> List.of(session))).thenApply(done -> idToken.toString());
    }

    private void drop(Collection<WebSession> sessions) {
        sessions.forEach(session -> {
            byHash.remove(session.secretHash());
            session.revoke();
        });
    }

    /** An open connection is use, on any server. */
    private void sweep() {
        Instant now = clock.instant();
        see(byHash.values().stream().filter(WebSession::isInUse).toList(), now);
        if (byHash.values().stream().anyMatch(session -> session.hasEnded(now))) {
            lane.store(new Ending(connection -> {
                WebSessionRows.seen(connection)
                        .forEach(
                                (hash, seen) -> byHash.computeIfPresent(hash, (same, session) -> session.seenAt(seen)));
                return byHash.values().stream()
                        .filter(session -> session.hasEnded(now))
                        .toList();
            }));
        }
    }
}

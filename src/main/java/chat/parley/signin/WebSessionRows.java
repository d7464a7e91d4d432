package chat.parley.signin;

import chat.parley.event.Member;
import chat.parley.event.Role;
import chat.parley.identity.ServerRole;
import chat.parley.store.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The table of web sessions. Each statement may be repeated after a commit in doubt. */
final class WebSessionRows {
    private static final String SELECT =
            "SELECT id, secret_hash, member, name, server_role, provider, user_agent, created, seen, expires"
                    + " FROM web_session";

    private WebSessionRows() {}

    static List<WebSession> all(Connection connection) throws SQLException {
        return Sql.all(connection, SELECT, WebSessionRows::read);
    }

    static List<WebSession> of(Connection connection, String member) throws SQLException {
        return Sql.all(connection, SELECT + " WHERE member = ?", WebSessionRows::read, member);
    }

    private static WebSession read(ResultSet row) throws SQLException {
        return new WebSession(
                row.getString(1),
                row.getString(2),
                new Member(row.getString(3), row.getString(4)),
                role(row.getString(5)),
                row.getString(6),
                row.getString(7),
                Instant.ofEpochMilli(row.getLong(8)),
                Instant.ofEpochMilli(row.getLong(9)),
                Instant.ofEpochMilli(row.getLong(10)));
    }

    private static Role role(String name) {
        return name == null ? null : Role.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private static String name(ServerRole role) {
        return role == null ? null : role.role().wireName();
    }

    static void insert(Connection connection, WebSession session, String idToken) throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO web_session (id, secret_hash, member, name, server_role, provider, user_agent, created,"
                        + " seen, expires, id_token) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
                session.id(),
                session.secretHash(),
                session.member().id(),
                session.member().name(),
                name(session.role()),
                session.provider(),
                session.userAgent(),
                session.created().toEpochMilli(),
                session.seen().toEpochMilli(),
                session.expires().toEpochMilli(),
                idToken);
    }

    static void rename(Connection connection, Member member) throws SQLException {
        Sql.update(connection, "UPDATE web_session SET name = ? WHERE member = ?", member.name(), member.id());
    }

    /** Gives all sessions of the member the name and the role of a newer one. */
    static void follow(Connection connection, WebSession newer) throws SQLException {
        Sql.update(
                connection,
                "UPDATE web_session SET name = ?, server_role = ? WHERE member = ?",
                newer.member().name(),
                name(newer.role()),
                newer.member().id());
    }

    static void see(Connection connection, Collection<WebSession> sessions, Instant seen) throws SQLException {
        for (WebSession session : sessions) {
            Sql.update(connection, "UPDATE web_session SET seen = ? WHERE id = ?", seen.toEpochMilli(), session.id());
        }
    }

    /** When each session was last seen, by the hash of its secret. */
    static Map<String, Instant> seen(Connection connection) throws SQLException {
        Map<String, Instant> seen = new HashMap<>();
        Sql.all(
                connection,
                "SELECT secret_hash, seen FROM web_session",
                row -> seen.put(row.getString(1), Instant.ofEpochMilli(row.getLong(2))));
        return seen;
    }

    /** Null if there is none. */
    static String idToken(Connection connection, String id) throws SQLException {
        return Sql.one(connection, "SELECT id_token FROM web_session WHERE id = ?", row -> row.getString(1), id);
    }

    static void delete(Connection connection, Collection<WebSession> sessions) throws SQLException {
        for (WebSession session : sessions) {
            Sql.update(connection, "DELETE FROM web_session WHERE id = ?", session.id());
        }
    }
}

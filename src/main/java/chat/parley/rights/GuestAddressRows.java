package chat.parley.rights;

import chat.parley.event.Ban;
import chat.parley.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** The table {@code guest_address}. Each statement may be repeated after a commit in doubt. */
final class GuestAddressRows {
    private static final String PUT = "INSERT INTO guest_address (member, address, seen) VALUES (?, ?, ?) ON CONFLICT"
            + " (member, address) DO UPDATE SET seen = excluded.seen WHERE guest_address.seen < excluded.seen";
    private static final String NEWEST =
            "SELECT address FROM guest_address WHERE member = ? ORDER BY seen DESC, address LIMIT " + Ban.MAX_ADDRESSES;
    private static final String TRIM = "DELETE FROM guest_address WHERE member = ? AND address NOT IN (" + NEWEST + ")";
    private static final String FORGET = "DELETE FROM guest_address WHERE seen < ?";
    private static final String EXCESS = "SELECT seen FROM guest_address ORDER BY seen DESC LIMIT 1 OFFSET ?";

    private GuestAddressRows() {}

    /** The addresses of the guest, those of the last time first. */
    static List<String> of(Connection connection, String member) throws SQLException {
        return Sql.all(connection, NEWEST, row -> row.getString(1), member);
    }

    /** Stores that the guest was seen at the address, and forgets those of the longest time ago. */
    static void put(Connection connection, String member, String address, Instant seen) throws SQLException {
        Sql.update(connection, PUT, member, address, seen.toEpochMilli());
        Sql.update(connection, TRIM, member, member);
    }

    /** Removes what was last seen before this time, and the oldest beyond the limit. */
    static void forget(Connection connection, Instant before, long most) throws SQLException {
        Long excess = Sql.one(connection, EXCESS, row -> row.getLong(1), most);
        Sql.update(connection, FORGET, Math.max(before.toEpochMilli(), excess == null ? Long.MIN_VALUE : excess + 1));
    }
}

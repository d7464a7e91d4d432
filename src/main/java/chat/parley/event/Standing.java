package chat.parley.event;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * A member's role in a room.
 *
 * @param until when it ends; null for never
 * @param then the role after that; null if it never ends
 * @param from the offset after which the member may read the log
 * @param ban null unless this role, or the next one, is {@link Role#BANNED}
 */
public record Standing(Member member, Role role, Instant until, Role then, long from, Ban ban) {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);
    private static final Duration ROUNDED_UP = Duration.ofMillis(59_999);

    /** A role for good, with the whole log. */
    public static Standing permanent(Member member, Role role) {
        return new Standing(member, role, null, null, 0, null);
    }

    public Role at(Instant now) {
        return until == null || now.isBefore(until) ? role : then;
    }

    /** The role that is not limited in time. */
    public Role permanent() {
        return until == null ? role : then;
    }

    /** The addresses that are banned with the member; none once the ban has ended. */
    public List<String> addresses(Instant now) {
        return ban != null && at(now) == Role.BANNED ? ban.addresses() : List.of();
    }

    /** Whether it is no different from having no role of one's own. */
    public boolean isEverybodys(RoomKind kind) {
        return until == null && role == kind.everybody();
    }

    /** Whether the role was given for a while that is over. */
    public boolean hasEnded(Instant now) {
        return until != null && !now.isBefore(until);
    }

    /** The standing once the role has ended. */
    Standing afterItsEnd(Instant now) {
        return new Standing(member, at(now), null, null, from, at(now) == Role.BANNED ? ban : null);
    }

    /** The standing after a grant. @param before null for none of its own */
    static Standing after(Standing before, RoomChange.Grant grant, Entry entry, RoomSettings settings) {
        Role everybody = settings.kind().everybody();
        boolean stays = before != null && before.at(entry.at()).may(Right.READ);
        long from = stays ? before.from() : settings.sharesHistory() ? 0 : entry.offset() - 1;
        Ban own = grant.role() == Role.BANNED ? new Ban(grant.reason(), grant.addresses()) : null;
        if (grant.seconds() == null) {
            return new Standing(grant.member(), grant.role(), null, null, from, own);
        }
        Role then = grant.role() == Role.BANNED || before == null ? everybody : before.permanent();
        Ban ban = then == Role.BANNED ? before.ban() : own; // a ban that a mute interrupts
        return new Standing(grant.member(), grant.role(), entry.at().plusSeconds(grant.seconds()), then, from, ban);
    }

    /** The same standing under another name. */
    public Standing named(Member renamed) {
        return new Standing(renamed, role, until, then, from, ban);
    }

    /** What somebody is told whom this ban keeps out. */
    public Refusal refusal() {
        String end = until == null ? "" : " until " + MINUTE.format(until.plus(ROUNDED_UP));
        String why = ban == null || ban.reason() == null ? "" : ". Reason: " + ban.reason();
        return new Refusal(ErrorCode.FORBIDDEN, RoomSettings.BANNED + end + why);
    }
}

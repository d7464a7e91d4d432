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
 * @param kept limits what others than moderators may give to somebody who was out; null for no limit
 * @param ban null unless this role, or the next one, is {@link Role#BANNED}
 */
public record Standing(Member member, Role role, Instant until, Role then, long from, Ban ban, Kept kept) {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);
    private static final Duration ROUNDED_UP = Duration.ofMillis(59_999);

    /** A role for good, with the whole log. */
    public static Standing permanent(Member member, Role role) {
        return new Standing(member, role, null, null, 0, null, null);
    }

    public Role at(Instant now) {
        Role present = until == null || now.isBefore(until) ? role : then;
        Role limit = until == null || !isOut() ? null : limit(now);
        return limit != null && present.outranks(limit) ? limit : present; // a mute outlasts a ban for a while
    }

    /** The highest role that others than moderators may give now; null for no limit. */
    public Role limit(Instant now) {
        return kept == null ? null : kept.limit(now);
    }

    private boolean isOut() {
        return !role.may(Right.READ);
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
        return until == null && role == kind.everybody() && kept == null;
    }

    /** Whether the role was given for a while that is over. */
    public boolean hasEnded(Instant now) {
        return until != null && !now.isBefore(until);
    }

    /** The standing once the role has ended. */
    Standing afterItsEnd(Instant now) {
        boolean resumes = isOut() && then.may(Right.READ) && limit(now) != null;
        return resumes
                ? new Standing(member, kept.limit(now), kept.endsAfter(now), kept.thenAfter(now), from, null, null)
                : new Standing(
                        member,
                        then,
                        null,
                        null,
                        from,
                        then == Role.BANNED ? ban : null,
                        then.may(Right.READ) && isOut() ? null : kept);
    }

    /**
     * The standing after a grant.
     *
     * @param before null for none of its own
     * @param byModerator whether somebody gave the role who may moderate the room, and not to itself
     */
    static Standing after(
            Standing before, RoomChange.Grant grant, Entry entry, RoomSettings settings, boolean byModerator) {
        Role everybody = settings.kind().everybody();
        boolean stays = before != null && before.at(entry.at()).may(Right.READ);
        long from = stays ? before.from() : settings.sharesHistory() ? 0 : entry.offset() - 1;
        Ban own = grant.role() == Role.BANNED ? new Ban(grant.reason(), grant.addresses()) : null;
        Kept kept = kept(before, grant, entry.at(), byModerator);
        if (grant.seconds() == null) {
            return new Standing(grant.member(), grant.role(), null, null, from, own, kept);
        }
        Role then = grant.role() == Role.BANNED || before == null ? everybody : before.permanent();
        Ban ban = then == Role.BANNED ? before.ban() : own; // a ban that a mute interrupts
        Instant end = entry.at().plusSeconds(grant.seconds());
        return new Standing(grant.member(), grant.role(), end, then, from, ban, kept);
    }

    /** A moderator lifts the limit by giving a role, or by removing again who is already out. */
    private static Kept kept(Standing before, RoomChange.Grant grant, Instant now, boolean byModerator) {
        boolean lifts = byModerator
                && (grant.role().may(Right.READ)
                        || grant.role() == Role.NONE && before != null && before.at(now) == Role.NONE);
        return lifts
                ? null
                : grant.role().may(Right.READ) ? before == null ? null : before.kept() : Kept.of(before, now);
    }

    /** The same standing under another name. */
    public Standing named(Member renamed) {
        return new Standing(renamed, role, until, then, from, ban, kept);
    }

    /** What somebody is told whom this ban keeps out. */
    public Refusal refusal() {
        String end = until == null ? "" : " until " + MINUTE.format(until.plus(ROUNDED_UP));
        String why = ban == null || ban.reason() == null ? "" : ". Reason: " + ban.reason();
        return new Refusal(ErrorCode.FORBIDDEN, RoomSettings.BANNED + end + why);
    }
}

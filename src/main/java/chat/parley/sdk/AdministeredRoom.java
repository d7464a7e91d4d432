package chat.parley.sdk;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Administration of a room: roles, title, rules and so on. What your role does not allow fails with {@code forbidden}.
 * Every command is repeated until the server has answered it. Thread-safe.
 */
public abstract class AdministeredRoom {
    AdministeredRoom() {}

    /** The room's name: as requested and, once joined, in its own spelling. A private or direct room has an address. */
    public abstract String id();

    /** Sends a command of this room until it is acknowledged, after those that were given before. */
    abstract CompletableFuture<Stored> write(WireCommand command);

    abstract <T> CompletableFuture<T> ask(WireCommand query, Function<WireEvent, T> read);

    private CompletableFuture<Stored> write(String type, Object... fields) {
        return write(command(type, fields));
    }

    /** Like {@link #write}, but not in turn, and also if it takes the room from us before it is acknowledged. */
    private CompletableFuture<Stored> decide(String type, Object... fields) {
        return ask(command(type, fields), WireRecords::stored);
    }

    private WireCommand command(String type, Object... fields) {
        Object[] all = new Object[fields.length + 2];
        System.arraycopy(fields, 0, all, 2, fields.length);
        all[0] = "room";
        all[1] = id();
        return WireCommand.of(type, null, all);
    }

    /**
     * Gives somebody a role: invites, removes, mutes, bans or appoints.
     *
     * @param role {@code owner}, {@code moderator}, {@code member}, {@code guest}, {@code reader}, {@code none} or
     *     {@code banned}
     * @param duration how long; only for {@code reader} and {@code banned}; null for good
     * @param reason for everybody in the room, at most 250 characters; may be null
     */
    public CompletableFuture<Stored> setRole(String memberId, String role, Duration duration, String reason) {
        Long seconds = duration == null ? null : duration.toSeconds();
        return decide("set-role", "member", memberId, "role", role, "seconds", seconds, "reason", reason);
    }

    /** Lets somebody into a private room. */
    public CompletableFuture<Stored> invite(String memberId) {
        return setRole(memberId, "member", null, null);
    }

    /** Removes somebody from a private room. @param reason may be null */
    public CompletableFuture<Stored> remove(String memberId, String reason) {
        return setRole(memberId, "none", null, reason);
    }

    /** Makes somebody a reader. @param duration null for good @param reason may be null */
    public CompletableFuture<Stored> mute(String memberId, Duration duration, String reason) {
        return setRole(memberId, "reader", duration, reason);
    }

    /** @param duration null for good @param reason may be null */
    public CompletableFuture<Stored> ban(String memberId, Duration duration, String reason) {
        return setRole(memberId, "banned", duration, reason);
    }

    /** Also bans a guest's addresses, for all guests, from this public room. Otherwise like {@link #ban}. */
    public CompletableFuture<Stored> banWithAddress(String memberId, Duration duration, String reason) {
        Long seconds = duration == null ? null : duration.toSeconds();
        return decide(
                "set-role",
                "member",
                memberId,
                "role",
                "banned",
                "seconds",
                seconds,
                "reason",
                reason,
                "address",
                true);
    }

    /** At most 64 characters; empty gives a public room its name back. */
    public CompletableFuture<Stored> setTitle(String title) {
        return write("title", "title", title);
    }

    /** What the room asks of its members: Markdown of at most 4 000 characters; empty for nothing. */
    public CompletableFuture<Stored> setRules(String rules) {
        return write("set-rules", "rules", rules);
    }

    /** Nobody can write any more. */
    public CompletableFuture<Stored> archive() {
        return write("archive");
    }

    public CompletableFuture<Stored> unarchive() {
        return write("unarchive");
    }

    /** How long everybody has to wait between two messages: at most an hour; zero for not at all. */
    public CompletableFuture<Stored> setSlowMode(Duration pause) {
        return write("slow-mode", "seconds", pause.toSeconds());
    }

    /** Deletes the room with everything in it, for everybody. @param reason may be null */
    public CompletableFuture<Stored> deleteRoom(String reason) {
        return decide("delete-room", "reason", reason);
    }

    /** What the room asks of its members, as Markdown; empty for nothing. */
    public CompletableFuture<String> rules() {
        return ask(WireCommand.of("rules", null, "room", id()), reply -> reply.text("rules", ""));
    }

    /** Everybody in a private or direct room; in a public one, those with a role of their own. */
    public CompletableFuture<List<MemberRole>> roles() {
        return ask(
                WireCommand.of("roles", null, "room", id()),
                reply -> reply.list(
                        "roles", row -> new MemberRole(row.member("member"), row.text("role"), row.time("until"))));
    }

    /** What was decided about the room, newest first, for moderators. @param before an offset; null for the newest */
    public CompletableFuture<AuditPage> audit(Long before) {
        return ask(
                WireCommand.of("audit", null, "room", id(), "before", before),
                reply -> new AuditPage(reply.list("entries", WireRecords::entry), reply.flag("more")));
    }
}

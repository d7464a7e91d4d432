package chat.parley.event;

import java.time.Instant;
import java.util.List;

/** A decision about a room and who may do what in it. Stored as JSON in the column {@code body}. */
public sealed interface RoomChange extends Body
        permits RoomChange.Creation,
                RoomChange.Grant,
                RoomChange.Archiving,
                RoomChange.SlowMode,
                RoomChange.Ending,
                RoomTitle,
                RoomRules,
                RoomDeletion {
    /** Most people with a role in a private room. */
    int MAX_PEOPLE = 5_000;

    /** The rules of each decision say more. */
    @Override
    default Right right() {
        return Right.READ;
    }

    /**
     * The room's first entry: who it is for.
     *
     * @param title null for a direct room
     * @param sharesHistory whether those who are invited later may read what was there before
     */
    record Creation(RoomKind roomKind, String title, List<Member> members, boolean sharesHistory)
            implements RoomChange {
        public Creation {
            members = List.copyOf(members);
        }

        private static final Creation FORGOTTEN = new Creation(RoomKind.PRIVATE, null, List.of(), true);

        /** @param content null once retention has removed it */
        static Creation read(String content) {
            return content == null ? FORGOTTEN : Json.read(content, Creation.class);
        }

        @Override
        public Kind kind() {
            return Kind.CREATION;
        }

        @Override
        public String content() {
            return Json.write(this);
        }

        /** Without the names, which may differ when a client repeats the command. */
        @Override
        public String identity() {
            return roomKind.wireName() + " " + sharesHistory + " " + title + " "
                    + members.stream().map(Member::id).sorted().toList();
        }

        @Override
        public <X extends Exception> Refusal objection(Member author, Place<X> place, Target<X> target) {
            return place.isNew()
                    ? Member.refusalOfUnknown(members)
                    : new Refusal(ErrorCode.CONFLICT, "Room already exists");
        }

        @Override
        public void applyTo(RoomState room, Entry entry) {
            room.set(new RoomSettings(roomKind, title, false, 0, sharesHistory));
            Role founder = roomKind == RoomKind.DIRECT ? Role.MEMBER : Role.OWNER;
            members.forEach(member -> room.set(Standing.permanent(member, Role.MEMBER)));
            room.set(Standing.permanent(entry.author(), founder));
        }

        @Override
        public Logged asEvent(Entry entry) {
            return new Logged.RoomCreated(
                    entry.room(),
                    entry.offset(),
                    entry.token(),
                    entry.at(),
                    entry.author(),
                    roomKind,
                    title,
                    members,
                    entry.ref());
        }
    }

    /**
     * Gives a member a role.
     *
     * @param seconds how long; null for good
     * @param reason null for none
     * @param withAddress whether a ban is also for the guest's addresses
     * @param addresses keyed hashes of these. They are not part of the content: only the table of roles has them, and only
     *     as long as the ban lasts
     */
    record Grant(Member member, Role role, Long seconds, String reason, boolean withAddress, List<String> addresses)
            implements RoomChange {
        private static final Grant FORGOTTEN = new Grant(new Member("", ""), Role.NONE, null, null);

        /** The column {@code body}. @param address true, or null */
        public record Content(Member member, Role role, Long seconds, String reason, Boolean address) {}

        public Grant {
            addresses = List.copyOf(addresses);
        }

        /** Without addresses. */
        public Grant(Member member, Role role, Long seconds, String reason) {
            this(member, role, seconds, reason, false, List.of());
        }

        /** @param content null once retention has removed it */
        static Grant read(String content) {
            if (content == null) {
                return FORGOTTEN;
            }
            Content read = Json.read(content, Content.class);
            return new Grant(
                    read.member(), read.role(), read.seconds(), read.reason(), read.address() != null, List.of());
        }

        /** The same decision about the member under another name. */
        public Grant named(Member renamed) {
            return new Grant(renamed, role, seconds, reason, withAddress, addresses);
        }

        /** The same decision without its reason. */
        public Grant withoutReason() {
            return new Grant(member, role, seconds, null, withAddress, addresses);
        }

        /** The same decision, with the addresses that it is also for. */
        public Grant at(List<String> known) {
            return new Grant(member, role, seconds, reason, withAddress, known);
        }

        @Override
        public Kind kind() {
            return Kind.ROLE;
        }

        @Override
        public String content() {
            return Json.write(new Content(member, role, seconds, reason, withAddress ? true : null));
        }

        /** Without the name and the addresses, which may differ when a client repeats the command. */
        @Override
        public String identity() {
            String known = member.id() + " " + role + " " + seconds + " " + reason;
            return withAddress ? known + " address" : known;
        }

        @Override
        public <X extends Exception> Refusal objection(Member author, Place<X> place, Target<X> target) throws X {
            return GrantRules.objection(author, this, place);
        }

        @Override
        public void applyTo(RoomState room, Entry entry) {
            Standing author = room.standing(entry.author().id());
            boolean moderates = room.settings().kind() == RoomKind.PUBLIC // where nobody else gives roles to others
                    || author != null && author.at(entry.at()).may(Right.MODERATE);
            boolean itself = entry.author().id().equals(member.id());
            room.set(Standing.after(room.standing(member.id()), this, entry, room.settings(), moderates && !itself));
        }

        @Override
        public Logged.RoleChanged asEvent(Entry entry) {
            Instant until = seconds == null ? null : entry.at().plusSeconds(seconds);
            return new Logged.RoleChanged(
                    entry.room(),
                    entry.offset(),
                    entry.token(),
                    entry.at(),
                    entry.author(),
                    member,
                    role,
                    until,
                    reason,
                    withAddress ? true : null,
                    null,
                    entry.ref());
        }
    }

    /**
     * A role that was given for a while has ended. Written by the server, in the name of the member.
     *
     * @param role what the member is from now on
     */
    record Ending(Member member, Role role) implements RoomChange {
        private static final Ending FORGOTTEN = new Ending(new Member("", ""), Role.NONE);

        /** @param content null once retention has removed it */
        static Ending read(String content) {
            return content == null ? FORGOTTEN : Json.read(content, Ending.class);
        }

        @Override
        public Kind kind() {
            return Kind.ENDING;
        }

        @Override
        public String content() {
            return Json.write(this);
        }

        /** The room may have been deleted since. */
        @Override
        public boolean beginsRoom() {
            return false;
        }

        /** Whoever is late, or has another clock, writes nothing: that makes it happen once. */
        @Override
        public <X extends Exception> Refusal objection(Member author, Place<X> place, Target<X> target) throws X {
            Standing standing = place.standing(member.id());
            return standing != null && standing.hasEnded(place.now())
                    ? null
                    : new Refusal(ErrorCode.CONFLICT, "This role does not end now");
        }

        @Override
        public void applyTo(RoomState room, Entry entry) {
            room.set(room.standing(member.id()).afterItsEnd(entry.at()));
        }

        @Override
        public Logged.RoleChanged asEvent(Entry entry) {
            return new Logged.RoleChanged(
                    entry.room(),
                    entry.offset(),
                    entry.token(),
                    entry.at(),
                    entry.author(),
                    member,
                    role,
                    null,
                    null,
                    null,
                    true,
                    entry.ref());
        }
    }

    /** Closes the room for writing, or opens it again if {@code on} is false. */
    record Archiving(boolean on) implements RoomChange {
        @Override
        public Kind kind() {
            return on ? Kind.ARCHIVE : Kind.UNARCHIVE;
        }

        @Override
        public String content() {
            return "";
        }

        @Override
        public <X extends Exception> Refusal objection(Member author, Place<X> place, Target<X> target) throws X {
            return place.settings().kind() == RoomKind.DIRECT
                    ? new Refusal(ErrorCode.FORBIDDEN, "A direct room cannot be archived")
                    : place.refusal(Right.OWN);
        }

        @Override
        public void applyTo(RoomState room, Entry entry) {
            room.set(room.settings().archived(on));
        }

        @Override
        public Logged asEvent(Entry entry) {
            return on
                    ? new Logged.Archived(
                            entry.room(), entry.offset(), entry.token(), entry.at(), entry.author(), entry.ref())
                    : new Logged.Unarchived(
                            entry.room(), entry.offset(), entry.token(), entry.at(), entry.author(), entry.ref());
        }
    }

    /** Sets the least time between two posts of a member. @param seconds 0 for no limit */
    record SlowMode(int seconds) implements RoomChange {
        @Override
        public Kind kind() {
            return Kind.SLOW_MODE;
        }

        @Override
        public String content() {
            return Integer.toString(seconds);
        }

        @Override
        public <X extends Exception> Refusal objection(Member author, Place<X> place, Target<X> target) throws X {
            return place.refusal(Right.MODERATE);
        }

        @Override
        public void applyTo(RoomState room, Entry entry) {
            room.set(room.settings().slowMode(seconds));
        }

        @Override
        public Logged asEvent(Entry entry) {
            return new Logged.SlowModeChanged(
                    entry.room(), entry.offset(), entry.token(), entry.at(), entry.author(), seconds, entry.ref());
        }
    }
}

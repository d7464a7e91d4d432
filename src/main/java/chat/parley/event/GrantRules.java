package chat.parley.event;

import java.util.List;

/** Who may give which role to whom. */
final class GrantRules {
    private GrantRules() {}

    /** Why the author must not grant this; null if it may. */
    static <X extends Exception> Refusal objection(Member author, RoomChange.Grant grant, Body.Place<X> place)
            throws X {
        RoomKind kind = place.settings().kind();
        Standing standing = place.standing(grant.member().id());
        boolean itself = author.id().equals(grant.member().id());
        Role before = place.roleOf(grant.member().id());
        Refusal unable = place.refusal(Right.READ);
        if (unable != null) {
            return unable;
        }
        Refusal unknown = Member.refusalOfUnknown(List.of(grant.member()));
        if (unknown != null) {
            return unknown;
        }
        if (kind == RoomKind.DIRECT) {
            return forbidden("The people of a direct room cannot be changed");
        }
        if (kind == RoomKind.PUBLIC && grant.role() == Role.NONE) {
            return new Refusal(ErrorCode.INVALID, "Nobody can be removed from a public room; use banned");
        }
        Refusal denied = itself ? itself(grant, before) : other(grant, place.role(), before, standing, kind, place);
        if (denied != null) {
            return denied;
        }
        if (grant.withAddress()) {
            Refusal refusal = withAddress(kind, place);
            if (refusal != null) {
                return refusal;
            }
        }
        boolean losesOwner = standing != null && standing.permanent() == Role.OWNER && grant.role() != Role.OWNER;
        if (kind == RoomKind.PRIVATE && losesOwner && place.owners() < 2) {
            return forbidden("A room needs an owner; make somebody else an owner first");
        }
        return kind == RoomKind.PRIVATE && standing == null && place.people() >= RoomChange.MAX_PEOPLE
                ? new Refusal(ErrorCode.INVALID, "Room already has " + RoomChange.MAX_PEOPLE + " members, the maximum")
                : null;
    }

    private static <X extends Exception> Refusal withAddress(RoomKind kind, Body.Place<X> place) throws X {
        if (kind != RoomKind.PUBLIC) {
            return new Refusal(
                    ErrorCode.INVALID, "address must be omitted: nobody enters a private room without an invitation");
        }
        return place.addressBans() >= Ban.MAX_PER_ROOM
                ? new Refusal(
                        ErrorCode.INVALID,
                        "This room has banned " + Ban.MAX_PER_ROOM
                                + " guests with their addresses, the maximum; omit address, or lift a ban")
                : null;
    }

    /** People can leave and step down. */
    private static Refusal itself(RoomChange.Grant grant, Role before) {
        return before.outranks(grant.role()) && grant.role() != Role.BANNED
                ? null
                : forbidden("You can only give up a role of your own");
    }

    private static <X extends Exception> Refusal other(
            RoomChange.Grant grant, Role own, Role before, Standing standing, RoomKind kind, Body.Place<X> place)
            throws X {
        boolean invites = kind == RoomKind.PRIVATE
                && before == Role.NONE
                && !grant.role().outranks(Role.MEMBER)
                && grant.role() != Role.BANNED;
        if (invites) {
            Refusal unable = place.refusal(Right.ARRANGE);
            Role limit = standing == null ? null : standing.limit(place.now());
            return unable != null || limit == null || !grant.role().outranks(limit) || own.may(Right.MODERATE)
                    ? unable
                    : forbidden("This member was a " + limit.wireName()
                            + " before; invite it as that, or let a moderator decide");
        }
        Refusal unable = place.refusal(Right.MODERATE);
        if (unable != null) {
            return unable;
        }
        if (own == Role.OWNER) {
            return null;
        }
        // somebody who is muted for a while keeps the rank that comes back
        boolean outranked = own.outranks(before) && (standing == null || own.outranks(standing.permanent()));
        return outranked && own.outranks(grant.role())
                ? null
                : forbidden("Only an owner can do this; your own role is " + own.wireName());
    }

    private static Refusal forbidden(String message) {
        return new Refusal(ErrorCode.FORBIDDEN, message);
    }
}

package chat.parley.event;

import jakarta.json.bind.annotation.JsonbTransient;
import java.util.List;

/** A member. {@code id} is public and stable; {@code name} is for display and need not be unique. */
public record Member(String id, String name) {
    /** Begins the ids of members who signed in, at whatever place. Ids of guests are base64url, which lacks it. */
    private static final String SIGNED_IN = "@";

    /**
     * A member whose name comes from outside.
     *
     * @param field what contains the name, for error messages
     * @throws Refusal if the name breaks the rules of names
     */
    public static Member named(String id, String field, String name) {
        return new Member(id, Text.name(field, name));
    }

    /** The id of a member who signs in. @param digest base64url */
    public static String signedInId(String digest) {
        return SIGNED_IN + digest;
    }

    /** Whether nobody vouches for the member and its name. Not in JSON, where the id tells the same in fewer bytes. */
    @JsonbTransient
    public boolean isGuest() {
        return !id.startsWith(SIGNED_IN);
    }

    /** Somebody whom the store does not know. Every stored decision is about members with names. */
    public static Member unknown(String id) {
        return new Member(id, "");
    }

    /** Why nothing can be decided about these members: one of them is {@link #unknown}; null if all are known. */
    public static Refusal refusalOfUnknown(List<Member> members) {
        return members.stream()
                .filter(member -> member.name().isEmpty())
                .findFirst()
                .map(member -> new Refusal(ErrorCode.NOT_FOUND, "No such member: " + member.id()))
                .orElse(null);
    }
}

package chat.parley.identity;

/** Knows the members who run this server. Safe for many threads; never blocks. */
@FunctionalInterface
public interface Owners {
    /** A server without accounts has no owners. */
    Owners NONE = member -> false;

    boolean isOwner(String memberId);
}

package chat.parley.event;

/** A member. {@code id} is public and stable; {@code name} is for display and need not be unique. */
public record Member(String id, String name) {
    /**
     * A member whose name comes from outside.
     *
     * @param field what contains the name, for error messages
     * @throws Refusal if the name breaks the rules of names
     */
    public static Member named(String id, String field, String name) {
        return new Member(id, Text.name(field, name));
    }
}

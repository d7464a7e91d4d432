package chat.parley.sdk;

/** A person or program, as others see it. */
public record ChatMember(String id, String name) {
    /** Whether the member just gave a name, and nobody vouches for it. */
    public boolean isGuest() {
        return !id.startsWith("@");
    }
}

package chat.parley.event;

/** A member. {@code id} is public and stable; {@code name} is for display and need not be unique. */
public record Member(String id, String name) {}

package chat.parley.event;

/** A person in a room. {@code id} is public and stable; {@code name} is what people see and need not be unique. */
public record Member(String id, String name) {}

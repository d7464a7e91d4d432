package chat.parley.event;

/** A message posted by an HTTP request, with its author's name. Not validated; {@link Command} does that. */
public record Posted(String name, String text, Long replyTo) {}

package chat.parley.event;

/** A message as it comes with a single request: what is said, and the name of who says it. Its fields are as they were written; their rules are the commands'. */
public record Posted(String name, String text, Long replyTo) {}

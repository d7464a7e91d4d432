package chat.parley.model;

/** One step of a {@link Mistake}: a change to a production class or to a SQL statement. */
public sealed interface Edit permits CodeEdit, SqlEdit {}

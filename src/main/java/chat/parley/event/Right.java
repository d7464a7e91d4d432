package chat.parley.event;

/** What somebody may do in a room. Each right includes the ones before it. */
public enum Right {
    /** See the room and what is in it. */
    READ("read"),
    /** Post, edit and delete own messages, react. */
    WRITE("write in"),
    /** Pin, set the topic, invite to a private room. */
    ARRANGE("arrange"),
    /** Delete others' messages; remove, mute and ban; change the title; read the audit log. */
    MODERATE("moderate"),
    /** Appoint moderators and owners; archive the room. */
    OWN("manage");

    private final String verb;

    Right(String verb) {
        this.verb = verb;
    }

    /** As in "You may not … this room". */
    public String verb() {
        return verb;
    }
}

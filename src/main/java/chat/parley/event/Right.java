package chat.parley.event;

/** What somebody may do in a room. Each right includes the ones before it. */
public enum Right {
    /** See the room and what is in it. */
    READ("You may not read this room"),
    /** Post, edit and delete own messages, react. */
    WRITE("You may not write in this room"),
    /** Pin, set the topic, invite to a private room. */
    ARRANGE("Only members of this room can do this"),
    /** Delete others' messages; remove, mute and ban; change the title; read the audit log. */
    MODERATE("Only moderators of this room can do this"),
    /** Appoint moderators and owners; archive the room. */
    OWN("Only owners of this room can do this");

    private final String denial;

    Right(String denial) {
        this.denial = denial;
    }

    /** What somebody without it is told. */
    String denial() {
        return denial;
    }
}

package chat.parley.faults;

/** A guarantee that can be violated. */
enum Broken {
    /** An acknowledged message is missing, or is not at the acknowledged offset. */
    LOST,
    /** A post is in the room more than once. */
    DOUBLED,
    /** Offsets are not consecutive for a reader or in the room. */
    HOLE,
    /** Two readers received different messages at the same offset. */
    FORKED,
    /** A message without a post. */
    PHANTOM,
    /** An entry that differs from what its author sent, or that has changed though nobody changed it. */
    CHANGED,
    /** A message is in the room although every attempt to post it was refused. */
    REFUSED_AND_STORED,
    /** A post that began after the ack of another one precedes it. */
    OUT_OF_ORDER,
    /** Two acks for the same post differ. */
    TWO_ANSWERS,
    /** A reader was reset although the log is durable. */
    RESET,
    /** The outcome of a post is unknown although its author asked again. */
    UNRESOLVED,
    /** The last reader did not receive a room, or its end. */
    UNREAD,
    /** A client shows a changed message differently from the server's history. */
    MISSHOWN
}

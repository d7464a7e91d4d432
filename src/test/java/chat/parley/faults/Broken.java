package chat.parley.faults;

/** A promise that can be broken. */
enum Broken {
    /** A message that was acknowledged is not in the room, or not where the ack said. */
    LOST,
    /** One post stands in the room more than once. */
    DOUBLED,
    /** Offsets that are not n, n+1, n+2 … at some reader or in the whole room. */
    HOLE,
    /** Two readers got different messages at one offset. */
    FORKED,
    /** A message that nobody posted. */
    PHANTOM,
    /** An entry that does not say what its author said, or no longer says it though nobody has changed it. */
    CHANGED,
    /** A message that is in the room although every attempt to post it was refused. */
    REFUSED_AND_STORED,
    /** A post that began after another one's ack, and stands before it. */
    OUT_OF_ORDER,
    /** Two acks for one post that do not say the same. */
    TWO_ANSWERS,
    /** A reader was told to start afresh, though the log is durable. */
    RESET,
    /** A post of which nobody ever learned what became of it, though its author asked again. */
    UNRESOLVED,
    /** A room, or the end of one, that the last reader did not get. */
    UNREAD,
    /** What changes made of a message is not the same to a client as it is in the server's history. */
    MISSHOWN
}

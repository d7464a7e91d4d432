package chat.parley.load;

/** A message of a session until it is acknowledged and has come back to its author. For one thread at a time. */
final class Post {
    static final long UNKNOWN = -1;

    final LoadRef ref;
    final Place place;
    long acked = UNKNOWN;
    long seen = UNKNOWN;
    /** Sent again after an error; others may have overtaken it. */
    boolean repeated;

    Post(LoadRef ref, Place place) {
        this.ref = ref;
        this.place = place;
    }

    boolean isAcked() {
        return acked != UNKNOWN;
    }

    boolean isOver() {
        return isAcked() && seen != UNKNOWN;
    }
}

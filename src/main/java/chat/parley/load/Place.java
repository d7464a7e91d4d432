package chat.parley.load;

/** One session in one room. For one thread at a time. */
final class Place {
    final LoadRoom room;
    final Sequence sequence = new Sequence();
    /** Where to resume; empty before the first entry. */
    String position = "";

    boolean joined;
    /** The server could not resume: entries that have come before may come again. */
    boolean replays;
    /** The offset of this session's last acknowledged post. */
    long lastAcked;

    Place(LoadRoom room) {
        this.room = room;
    }

    void joined(Incoming event) {
        joined = true;
        if (!sequence.hasBegun() && event.head() == 0) {
            sequence.expect(1);
        }
        if (position.isEmpty() || !event.isRecovered()) {
            position = event.position();
        }
    }

    /** Acknowledged entries that have not arrived. */
    long behind() {
        return Math.max(0, room.acked() - Math.max(0, sequence.last()));
    }
}

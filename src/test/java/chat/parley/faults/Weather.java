package chat.parley.faults;

/**
 * What a {@link Proxy} does to one direction of its connections.
 *
 * @param slice the most bytes that go out at once
 * @param every milliseconds from one slice to the next
 * @param passes whether anything goes out at all; what does not is kept, as far as buffers go
 */
record Weather(int slice, long every, boolean passes) {
    private static final int UNLIMITED = Integer.MAX_VALUE;

    static final Weather FAIR = new Weather(UNLIMITED, 0, true);
    /** Nothing comes through, and nobody is told. */
    static final Weather STALLED = new Weather(UNLIMITED, 0, false);

    /** Every so many bytes a segment of their own. */
    static Weather sliced(int bytes) {
        return new Weather(bytes, 0, true);
    }

    /** A narrow link. */
    static Weather rate(int bytesPerSecond) {
        int pause = 20;
        return new Weather(Math.max(1, bytesPerSecond * pause / 1000), pause, true);
    }
}

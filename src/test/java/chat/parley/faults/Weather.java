package chat.parley.faults;

/**
 * The effect of a {@link Proxy} on one direction of its connections.
 *
 * @param slice maximum number of bytes sent at once
 * @param every milliseconds between slices
 * @param passes whether anything is forwarded; the rest is buffered
 */
record Weather(int slice, long every, boolean passes) {
    private static final int UNLIMITED = Integer.MAX_VALUE;

    static final Weather FAIR = new Weather(UNLIMITED, 0, true);
    /** Nothing gets through, without an error. */
    static final Weather STALLED = new Weather(UNLIMITED, 0, false);

    /** Sends slices of this many bytes as separate segments. */
    static Weather sliced(int bytes) {
        return new Weather(bytes, 0, true);
    }

    /** A slow link. */
    static Weather rate(int bytesPerSecond) {
        int pause = 20;
        return new Weather(Math.max(1, bytesPerSecond * pause / 1000), pause, true);
    }
}

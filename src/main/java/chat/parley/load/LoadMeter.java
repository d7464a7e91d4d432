package chat.parley.load;

import java.util.Map;
import java.util.TreeMap;

/** What the sessions of one thread have measured; {@link #add} sums up. Not thread-safe. */
final class LoadMeter {
    private static final int MAX_KINDS = 100;
    private static final String OTHERS = "other";
    private static final int MAX_MESSAGE = 500;

    final Latencies acks = new Latencies();
    final Latencies sameServer = new Latencies();
    final Latencies otherServer = new Latencies();
    final Latencies afterAck = new Latencies();
    /** How much later than planned this program turned to a message. */
    final Latencies delays = new Latencies();

    /** Of those in the histograms, the ones that came before the end of the measured time. */
    long acksInTime;

    long deliveriesInTime;
    long posts;
    long refused;
    long unanswered;
    long lost;
    long doubled;
    long outOfOrder;
    long undelivered;
    long disconnected;
    long reconnects;
    long resets;
    /** By code, as the server or the network names it. */
    final Map<String, Long> errors = new TreeMap<>();
    /** The first message of each. */
    final Map<String, String> examples = new TreeMap<>();

    void failed(String code, String message) {
        String kind = errors.size() < MAX_KINDS || errors.containsKey(code) ? code : OTHERS;
        errors.merge(kind, 1L, Long::sum);
        examples.putIfAbsent(kind, message.substring(0, Math.min(MAX_MESSAGE, message.length())));
    }

    void add(LoadMeter other) {
        acks.add(other.acks);
        sameServer.add(other.sameServer);
        otherServer.add(other.otherServer);
        afterAck.add(other.afterAck);
        delays.add(other.delays);
        acksInTime += other.acksInTime;
        deliveriesInTime += other.deliveriesInTime;
        posts += other.posts;
        refused += other.refused;
        unanswered += other.unanswered;
        lost += other.lost;
        doubled += other.doubled;
        outOfOrder += other.outOfOrder;
        undelivered += other.undelivered;
        disconnected += other.disconnected;
        reconnects += other.reconnects;
        resets += other.resets;
        other.errors.forEach((code, count) -> errors.merge(code, count, Long::sum));
        other.examples.forEach(examples::putIfAbsent);
    }
}

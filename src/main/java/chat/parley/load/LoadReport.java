package chat.parley.load;

import chat.parley.event.Json;
import java.util.Map;

/**
 * What a load has measured; the JSON form has the same fields.
 *
 * @param rate messages per second that were planned; null if each session posted when its last one was acknowledged
 * @param seconds that were measured
 * @param stopped before its time
 * @param acks from the planned time of a message to its acknowledgement
 * @param deliveries from the planned time of a message to its arrival at a session
 * @param sameServer the deliveries to sessions on the server of the author
 * @param otherServer the other deliveries
 * @param afterAck from the acknowledgement of a message to its arrival
 * @param delays from the planned time of a message until this program turned to it
 * @param busy the share of the time in which the busiest thread of this program worked
 * @param posts messages that were to be sent, those of the warm-up included
 * @param skipped messages that were due while too many were under way
 * @param unanswered messages that were neither acknowledged nor refused in the end
 * @param lost acknowledged entries that did not arrive at a connected session
 * @param undelivered acknowledged entries that had not yet arrived at the end, when their session had no connection or
 *     there was no time to wait
 * @param disconnected sessions without a connection at the end
 * @param resets times that a server could not resume where a session was
 * @param errors by code
 * @param examples the first message of each error
 */
public record LoadReport(
        String run,
        int servers,
        int sessions,
        int rooms,
        Double rate,
        double seconds,
        boolean stopped,
        Timing acks,
        Timing deliveries,
        Timing sameServer,
        Timing otherServer,
        Timing afterAck,
        Timing delays,
        double busy,
        long posts,
        long refused,
        long skipped,
        long unanswered,
        long lost,
        long doubled,
        long outOfOrder,
        long undelivered,
        long disconnected,
        long reconnects,
        long resets,
        Map<String, Long> errors,
        Map<String, String> examples) {
    static final int BROKEN_PROMISE = 1;

    static LoadReport of(LoadPlan plan, LoadMeter sum, double busy, long skipped, boolean stopped) {
        LoadOptions options = plan.options;
        double seconds = plan.measuredSeconds();
        Latencies all = new Latencies();
        all.add(sum.sameServer);
        all.add(sum.otherServer);
        return new LoadReport(
                plan.run,
                options.targets().size(),
                options.sessions(),
                options.rooms(),
                options.rate() == 0 ? null : options.rate(),
                seconds,
                stopped,
                Timing.of(sum.acks, perSecond(sum.acksInTime, seconds)),
                Timing.of(all, perSecond(sum.deliveriesInTime, seconds)),
                Timing.of(sum.sameServer, null),
                Timing.of(sum.otherServer, null),
                Timing.of(sum.afterAck, null),
                Timing.of(sum.delays, null),
                busy,
                sum.posts,
                sum.refused,
                skipped,
                sum.unanswered,
                sum.lost,
                sum.doubled,
                sum.outOfOrder,
                sum.undelivered,
                sum.disconnected,
                sum.reconnects,
                sum.resets,
                sum.errors,
                sum.examples);
    }

    private static Double perSecond(long count, double seconds) {
        return seconds == 0 ? null : count / seconds;
    }

    /** 0 if all arrived once and in order, 1 if not, and 3 if that could not be seen to the end. */
    int exitCode() {
        if (lost + doubled + outOfOrder > 0) {
            return BROKEN_PROMISE;
        }
        return undelivered + unanswered + disconnected > 0 ? LoadFailure.INCOMPLETE : 0;
    }

    String json() {
        return Json.write(this);
    }
}

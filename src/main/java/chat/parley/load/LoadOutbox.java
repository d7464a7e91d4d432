package chat.parley.load;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The posts of one session until they are acknowledged and have come back. The plan bounds how many may be under way.
 * For one thread at a time.
 */
final class LoadOutbox {
    private static final Set<String> IN_DOUBT = Set.of("unavailable", "server");

    private final LoadPlan plan;
    private final LoadMeter meter;
    private final Map<Long, Post> posts = new LinkedHashMap<>();
    private long last;

    LoadOutbox(LoadPlan plan, LoadMeter meter) {
        this.plan = plan;
        this.meter = meter;
    }

    Post add(int session, Place place, long dueMicros) {
        Post post = new Post(new LoadRef(session, ++last, dueMicros), place);
        posts.put(last, post);
        return post;
    }

    /** Those to send again over a new connection, in their order. */
    List<Post> unanswered() {
        return posts.values().stream().filter(post -> !post.isAcked()).toList();
    }

    /** Handles an acknowledgement. @return whether it was the first one of a post */
    boolean acked(Incoming event, LoadWorker worker) {
        Post post = of(event);
        if (post == null || post.isAcked()) {
            return false;
        }
        long now = System.nanoTime();
        worker.lastHeard = now;
        post.acked = event.offset();
        post.place.room.acknowledged(event.offset(), now);
        if (!post.repeated) {
            meter.outOfOrder += event.offset() <= post.place.lastAcked ? 1 : 0;
            post.place.lastAcked = event.offset();
        }
        long due = plan.nanos(post.ref.dueMicros());
        if (plan.isMeasured(due)) {
            meter.acks.add(now - due);
            meter.acksInTime += plan.isInTime(now) ? 1 : 0;
        }
        plan.underWay.decrementAndGet();
        match(post);
        return true;
    }

    /** Whether a post that was refused with this code may be stored all the same, and must be sent again. */
    static boolean isInDoubt(String code) {
        return IN_DOUBT.contains(code);
    }

    /** The post is not stored. */
    void refused(Post post) {
        meter.refused++;
        posts.remove(post.ref.number());
        plan.underWay.decrementAndGet();
    }

    /** A post of this session came back for the first time at this offset. */
    void seen(LoadRef ref, long offset) {
        Post post = posts.get(ref.number());
        if (post == null || post.seen != Post.UNKNOWN) {
            meter.doubled++; // stored at two offsets
            return;
        }
        post.seen = offset;
        match(post);
    }

    private void match(Post post) {
        if (post.isOver()) {
            posts.remove(post.ref.number());
            meter.outOfOrder += post.seen == post.acked ? 0 : 1;
        }
    }

    /** The post that this replies to; null if there is none. */
    Post of(Incoming event) {
        return LoadRef.of(event.ref(), plan.run)
                .map(ref -> posts.get(ref.number()))
                .orElse(null);
    }

    /** Adds up what is not over. */
    void conclude() {
        for (Post post : posts.values()) {
            if (!post.isAcked()) {
                meter.unanswered++;
            } else if (post.place.sequence.last() >= post.acked && post.place.sequence.missing() == 0) {
                meter.lost++; // something else came at its offset
            }
        }
    }
}

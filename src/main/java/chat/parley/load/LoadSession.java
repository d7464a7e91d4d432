package chat.parley.load;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One client: connects, joins its rooms, posts, checks what it receives, and comes back after a lost connection like a
 * real one, from where it was and with what was not acknowledged. All methods run on the worker's thread.
 */
final class LoadSession implements LoadLink.Owner {
    private static final long FIRST_PAUSE_MILLIS = 500;
    private static final long LONGEST_PAUSE_MILLIS = 20_000;
    private static final long REPEAT_MILLIS = 500;
    private static final int LAST_TO_RECONNECT = 4_499;
    private static final List<Integer> FINAL = List.of(1002, 1003, 1007, 1009);

    private final int number;
    private final LoadPlan plan;
    private final LoadWorker worker;
    private final LoadMeter meter;
    private final LoadOutbox outbox;
    private final LoadReader reader;
    private final LoadGreeting greeting;
    private final Map<String, Place> places = new LinkedHashMap<>();
    /** Null while there is no connection. */
    private LoadLink link;

    private boolean wasReady;
    private boolean goesOn = true;
    private int moves;
    private int failures;
    private long heardAt;
    private long pingMillis;
    private int turn;

    LoadSession(int number, LoadPlan plan, LoadWorker worker) {
        this.number = number;
        this.plan = plan;
        this.worker = worker;
        meter = worker.meter;
        outbox = new LoadOutbox(plan, meter);
        reader = new LoadReader(number, plan, meter, outbox);
        plan.roomsOf(number).mapToObj(plan.rooms::get).forEach(room -> places.put(room.name(), new Place(room)));
        greeting = new LoadGreeting(number, plan.options.tokens().of(number), worker, places.values());
    }

    void connect() {
        if (plan.isOver()) {
            return;
        }
        LoadTarget target = plan.moved(number, moves);
        worker.connection()
                .subprotocols("parley.v1")
                .buildAsync(target.uri(), new LoadLink(worker, this))
                .whenComplete((socket, failure) -> {
                    if (failure != null) {
                        worker.execute(() -> lost(LoadTrouble.of(failure, target), true));
                    }
                });
    }

    /** Posts to a room; the message waits if there is no connection. */
    void post(String room, long dueNanos) {
        Post post = outbox.add(number, places.get(room), plan.micros(dueNanos));
        meter.posts++;
        if (plan.isMeasured(dueNanos)) {
            meter.delays.add(System.nanoTime() - dueNanos);
        }
        if (isReady()) {
            send(post);
        }
    }

    /** Posts to the next room, if each post waits for the last one's acknowledgement. */
    void postInTurn() {
        long now = System.nanoTime();
        if (plan.isPosting(now)) {
            plan.underWay.incrementAndGet();
            post(List.copyOf(places.keySet()).get(turn++ % places.size()), now);
        }
    }

    private void send(Post post) {
        link.send(LoadTexts.post(post.ref.text(plan.run), post.place.room.name(), plan.options.size()));
    }

    private boolean isReady() {
        return link != null && places.values().stream().allMatch(place -> place.joined);
    }

    @Override
    public void opened(LoadLink opened) {
        link = opened;
        heardAt = System.nanoTime();
        greeting.hello(link);
    }

    @Override
    public void pinged(LoadLink from) {
        heardAt = System.nanoTime();
    }

    @Override
    public void heard(LoadLink from, String frame) {
        if (from != link) {
            return;
        }
        heardAt = System.nanoTime();
        try {
            Incoming.of(frame).forEach(this::handle);
        } catch (RuntimeException e) {
            meter.failed("unreadable-frame", e.toString());
        }
    }

    private void handle(Incoming event) {
        Place place = places.get(event.room());
        switch (event.type()) {
            case "welcome" -> welcomed(event);
            case "joined" -> joined(place, event);
            case "reset" -> {
                meter.resets++;
                place.replays = true;
            }
            case "ack" -> {
                if (outbox.acked(event, worker)) {
                    next(0);
                }
            }
            case "error" -> refused(event);
            default -> {
                if (event.isEntry() && place != null) {
                    worker.lastHeard = heardAt;
                    reader.entry(place, event, heardAt);
                }
            }
        }
    }

    private void next(long pauseMillis) {
        if (plan.options.rate() == 0) {
            if (pauseMillis == 0) {
                postInTurn();
            } else {
                worker.later(pauseMillis, this::postInTurn);
            }
        }
    }

    private void welcomed(Incoming event) {
        failures = 0;
        if (pingMillis == 0) {
            pingMillis = event.pingInterval();
            watch();
        }
        greeting.join(link);
    }

    private void joined(Place place, Incoming event) {
        if (place.sequence.hasBegun() && !place.position.isEmpty() && !event.isRecovered()) {
            meter.resets++;
            place.replays = true;
        }
        place.joined(event);
        if (!isReady()) {
            return;
        }
        if (wasReady) {
            meter.reconnects++;
            outbox.unanswered().forEach(this::send);
        } else {
            wasReady = true;
            plan.ready.incrementAndGet();
        }
    }

    private void refused(Incoming event) {
        meter.failed(event.code(), event.message());
        if (event.ref().equals(LoadTexts.HELLO) || event.ref().equals(LoadTexts.JOIN)) {
            if (!greeting.repeats(link, event)) {
                goesOn = wasReady && event.retryAfter() >= 0;
                link.cut("the server refused " + event.ref() + " (" + event.code() + "): " + event.message());
            }
            return;
        }
        Post post = outbox.of(event);
        if (post == null || post.isAcked()) {
            return;
        }
        long pause = Math.max(REPEAT_MILLIS, event.retryAfter());
        if (!LoadOutbox.isInDoubt(event.code())) {
            outbox.refused(post);
            next(pause);
            return;
        }
        post.repeated = true;
        LoadLink same = link;
        worker.later(pause, () -> {
            if (link == same && isReady() && !post.isAcked()) {
                send(post);
            }
        });
    }

    @Override
    public void ended(LoadLink ended, int code, String reason) {
        if (ended == link) {
            goesOn &= code <= LAST_TO_RECONNECT && !FINAL.contains(code);
            lost(LoadTrouble.closed(code, reason), false);
        }
    }

    /** @param elsewhere whether to try the next server, as a load balancer would */
    private void lost(LoadTrouble trouble, boolean elsewhere) {
        link = null;
        places.values().forEach(place -> place.joined = false);
        if (plan.isOver()) {
            return;
        }
        meter.failed(trouble.code(), trouble.message());
        if (!wasReady) {
            plan.fail(trouble.message());
        } else if (goesOn) {
            moves += elsewhere ? 1 : 0;
            long most = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(failures++, 6));
            worker.later(ThreadLocalRandom.current().nextLong(most), this::connect);
        }
    }

    /** A server that pings has died if nothing is heard for two of its intervals. */
    private void watch() {
        worker.later(pingMillis, () -> {
            if (link != null && System.nanoTime() - heardAt > 2 * pingMillis * 1_000_000) {
                link.cut("nothing was heard from the server for " + 2 * pingMillis + " ms");
            }
            if (!plan.isOver()) {
                watch();
            }
        });
    }

    /** Whether all that is acknowledged has arrived here. */
    boolean isComplete() {
        return link != null
                && places.values().stream().allMatch(place -> place.behind() == 0 && place.sequence.missing() == 0);
    }

    /** Adds up what is missing. @param waited whether there was time for it to arrive */
    void conclude(boolean waited) {
        meter.disconnected += link == null ? 1 : 0;
        for (Place place : places.values()) {
            meter.lost += place.sequence.missing();
            if (waited && place.joined) {
                meter.lost += place.behind();
            } else {
                meter.undelivered += place.behind();
            }
        }
        outbox.conclude();
    }

    void leave() {
        if (link != null) {
            link.leave();
        }
    }
}

package chat.parley.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Opens the sessions, posts as planned, waits until all has arrived, and reports. For one call of {@link #run}. */
public final class LoadRun {
    private static final double SECOND = 1e9;
    private static final long STEP_NANOS = 20_000_000;
    /** A start or an end that takes longer has failed. */
    private static final long START_LIMIT_NANOS = 60_000_000_000L;

    private static final long END_LIMIT_NANOS = 120_000_000_000L;
    private static final long STOPPED_NANOS = 1_000_000_000L;
    private static final int MAX_UNDER_WAY = 100_000;
    private static final int MAX_WORKERS = 8;

    private final LoadPlan plan;
    private final LoadOptions options;
    private final Consumer<String> progress;
    private final List<LoadWorker> workers = new ArrayList<>();
    private final List<LoadSession> sessions = new ArrayList<>();
    private long skipped;
    private double busy;
    private volatile boolean stopped;

    /** @param progress gets lines for people */
    public LoadRun(LoadOptions options, Consumer<String> progress) {
        this.options = options;
        this.progress = progress;
        plan = new LoadPlan(options);
        int cores = Runtime.getRuntime().availableProcessors();
        int threads = Math.max(1, Math.min(Math.min(MAX_WORKERS, cores / 2), options.sessions()));
        IntStream.range(0, threads).forEach(number -> workers.add(new LoadWorker(number)));
        IntStream.range(0, options.sessions())
                .forEach(number -> sessions.add(new LoadSession(number, plan, workerOf(number))));
    }

    private LoadWorker workerOf(int session) {
        return workers.get(session % workers.size());
    }

    /** Ends the run early; {@link #run} then reports what it has measured. From any thread. */
    public void stop() {
        stopped = true;
    }

    /** @throws LoadFailure if not all sessions could be opened */
    public LoadReport run() throws LoadFailure {
        try {
            connect();
            post();
            boolean waited = settle();
            return report(waited);
        } finally {
            leave();
        }
    }

    private void connect() throws LoadFailure {
        long start = System.nanoTime();
        for (int number = 0; number < sessions.size() && goesOn(); number++) {
            waitUntil(start + (long) (number * SECOND / options.ramp()));
            workerOf(number).execute(sessions.get(number)::connect);
        }
        int ready = 0;
        for (long changed = System.nanoTime(); ready < sessions.size() && goesOn(); ) {
            waitUntil(System.nanoTime() + STEP_NANOS);
            if (plan.ready.get() > ready) {
                ready = plan.ready.get();
                changed = System.nanoTime();
            } else if (System.nanoTime() - changed > START_LIMIT_NANOS) {
                plan.fail("No session has come further for a minute; see the server's log");
            }
        }
        String far = plan.ready.get() + " of " + sessions.size() + " sessions are connected";
        if (plan.failure.get() != null) {
            throw LoadFailure.incomplete(plan.failure.get().getMessage() + " (" + far + ")");
        }
        if (stopped) {
            throw LoadFailure.incomplete("Stopped: " + far + ", and nothing was posted yet");
        }
        progress.accept(
                String.format(Locale.ROOT, "%s, after %.1f s; posting", far, (System.nanoTime() - start) / SECOND));
    }

    private boolean goesOn() {
        return !stopped && plan.failure.get() == null;
    }

    private void post() {
        List<List<Integer>> authors = authors();
        List<Long> before = workers.stream().map(LoadWorker::busyNanos).toList();
        long start = plan.begin();
        if (options.rate() == 0) {
            for (int number = 0; number < sessions.size(); number++) {
                workerOf(number).execute(sessions.get(number)::postInTurn);
            }
            waitUntil(start + (long) ((options.warmUp() + options.seconds()) * SECOND));
        } else {
            postAtRate(start, authors);
        }
        plan.end();
        double nanos = System.nanoTime() - start;
        busy = IntStream.range(0, workers.size())
                .mapToDouble(worker -> (workers.get(worker).busyNanos() - before.get(worker)) / nanos)
                .max()
                .orElse(0);
    }

    /** The sessions in each room. */
    private List<List<Integer>> authors() {
        List<List<Integer>> authors = new ArrayList<>();
        plan.rooms.forEach(room -> authors.add(new ArrayList<>()));
        for (int number = 0; number < sessions.size(); number++) {
            int session = number;
            plan.roomsOf(session).forEach(room -> authors.get(room).add(session));
        }
        return authors;
    }

    private void postAtRate(long start, List<List<Integer>> authors) {
        for (long number = 0; ; number++) {
            long due = start + (long) (number * SECOND / options.rate());
            if (!plan.isPosting(due)) {
                return;
            }
            waitUntil(due);
            if (stopped) {
                return;
            }
            int room = (int) (number % plan.rooms.size());
            List<Integer> members = authors.get(room);
            int author = members.get((int) (number / plan.rooms.size() % members.size()));
            if (plan.underWay.get() >= MAX_UNDER_WAY) {
                skipped++;
            } else {
                plan.underWay.incrementAndGet();
                workerOf(author)
                        .execute(() ->
                                sessions.get(author).post(plan.rooms.get(room).name(), due));
            }
        }
    }

    /** Waits until all has arrived. @return whether there was time for what is missing */
    private boolean settle() {
        long start = System.nanoTime();
        long patience = (long) (options.settle() * SECOND);
        while (!isComplete()) {
            long now = System.nanoTime();
            long silence = now
                    - Math.max(
                            start,
                            workers.stream()
                                    .mapToLong(worker -> worker.lastHeard)
                                    .max()
                                    .orElse(start));
            if (silence > patience) {
                return true;
            }
            if (now - start > END_LIMIT_NANOS + patience || stopped && now - start > STOPPED_NANOS) {
                return false;
            }
            LockSupport.parkNanos(STEP_NANOS);
        }
        return true;
    }

    private boolean isComplete() {
        return plan.underWay.get() == 0
                && IntStream.range(0, workers.size())
                        .allMatch(worker -> workers.get(worker)
                                .ask(() -> ofWorker(worker).stream().allMatch(LoadSession::isComplete)));
    }

    private List<LoadSession> ofWorker(int worker) {
        return IntStream.iterate(worker, number -> number < sessions.size(), number -> number + workers.size())
                .mapToObj(sessions::get)
                .toList();
    }

    private LoadReport report(boolean waited) {
        LoadMeter sum = new LoadMeter();
        for (int worker = 0; worker < workers.size(); worker++) {
            List<LoadSession> own = ofWorker(worker);
            LoadMeter meter = workers.get(worker).meter;
            workers.get(worker).ask(() -> {
                own.forEach(session -> session.conclude(waited));
                sum.add(meter);
                return sum;
            });
        }
        return LoadReport.of(plan, sum, busy, skipped, stopped);
    }

    private void leave() {
        plan.close();
        for (int worker = 0; worker < workers.size(); worker++) {
            List<LoadSession> own = ofWorker(worker);
            workers.get(worker).ask(() -> {
                own.forEach(LoadSession::leave);
                return own;
            });
        }
        LockSupport.parkNanos(STEP_NANOS * 5); // for the close frames
        workers.forEach(LoadWorker::close);
    }

    private void waitUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0 && !stopped; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(Math.min(left, STEP_NANOS));
        }
    }
}

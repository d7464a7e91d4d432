package chat.parley.model;

import chat.parley.lane.Lane;
import chat.parley.lane.Lanes;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * The lanes and timers of one server process. The schedule decides when a task runs; tasks are lost if the process
 * dies first.
 */
final class ManualLanes {
    private record Timer(long due, long number, Runnable task, Track track) {}

    /**
     * One lane. Uses identity for equals but the name for hashing, so that maps of lanes have the same order in every
     * run.
     */
    private final class Track implements Lane {
        private final String name;
        private final Deque<Runnable> tasks = new ArrayDeque<>();
        /** Some lanes are much slower than others, so that their results arrive late. */
        private final int speed = random.nextInt(3) == 0 ? 1 : 10;

        Track(String name) {
            this.name = name;
        }

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
        }

        @Override
        public void later(Duration delay, Runnable task) {
            timers.add(new Timer(time.nanos() + delay.toNanos(), timerNumber++, task, this));
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }
    }

    private final Random random;
    private final Time time;
    private final Trace trace;
    private final Map<String, Track> tracks = new LinkedHashMap<>();
    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(Comparator.comparingLong(Timer::due).thenComparingLong(Timer::number));
    private long timerNumber;

    ManualLanes(Random random, Time time, Trace trace) {
        this.random = random;
        this.time = time;
        this.trace = trace;
    }

    Lanes lanes(String kind, int count) {
        return name -> tracks.computeIfAbsent(kind + Math.floorMod(name.hashCode(), count), Track::new);
    }

    /** Runs the next task of a random lane. @return false if there is no task */
    boolean runAny() {
        List<Track> busy =
                tracks.values().stream().filter(track -> !track.tasks.isEmpty()).toList();
        if (busy.isEmpty()) {
            return false;
        }
        int chosen = random.nextInt(busy.stream().mapToInt(track -> track.speed).sum());
        for (Track track : busy) {
            chosen -= track.speed;
            if (chosen < 0) {
                run(track);
                break;
            }
        }
        return true;
    }

    /** Runs the next task of a lane of this kind, as if its thread were ahead. */
    void runOne(String kind) {
        tracks.values().stream()
                .filter(track -> track.name.startsWith(kind) && !track.tasks.isEmpty())
                .findFirst()
                .ifPresent(this::run);
    }

    private void run(Track track) {
        trace.say(() -> "lane " + track.name);
        track.tasks.remove().run();
    }

    /** Advances the clock and queues the tasks that become due. */
    void pass(Duration duration) {
        time.pass(duration);
        while (!timers.isEmpty() && timers.peek().due() <= time.nanos()) {
            Timer timer = timers.remove();
            timer.track().execute(timer.task());
        }
    }

    /** Advances the clock to the next timer. */
    void passToNextTimer() {
        pass(Duration.ofNanos(Math.max(0, timers.peek().due() - time.nanos())));
    }
}

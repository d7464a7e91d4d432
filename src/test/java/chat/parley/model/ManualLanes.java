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

/** The lanes and timers of one server process. A task runs when the schedule says so, and is lost if the process ends first. */
final class ManualLanes {
    private record Timer(long due, long number, Runnable task, Track track) {}

    /** One lane. Equal to itself only, but hashed by name, so that maps of lanes have the same order in every run. */
    private final class Track implements Lane {
        private final String name;
        private final Deque<Runnable> tasks = new ArrayDeque<>();
        /** Some lanes are far slower than others, so that their results come late. */
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
    private final PriorityQueue<Timer> timers = new PriorityQueue<>(Comparator.comparingLong(Timer::due).thenComparingLong(Timer::number));
    private long timerNumber;

    ManualLanes(Random random, Time time, Trace trace) {
        this.random = random;
        this.time = time;
        this.trace = trace;
    }

    Lanes lanes(String kind, int count) {
        return name -> tracks.computeIfAbsent(kind + Math.floorMod(name.hashCode(), count), Track::new);
    }

    /** Runs the next task of some lane. False if there is no task. */
    boolean runAny() {
        List<Track> busy = tracks.values().stream().filter(track -> !track.tasks.isEmpty()).toList();
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

    /** Runs the next task of a lane of this kind, as if its thread had got in first. */
    void runOne(String kind) {
        tracks.values().stream().filter(track -> track.name.startsWith(kind) && !track.tasks.isEmpty()).findFirst().ifPresent(this::run);
    }

    private void run(Track track) {
        trace.say(() -> "lane " + track.name);
        track.tasks.remove().run();
    }

    /** Lets time pass and puts the tasks that have become due on their lanes. */
    void pass(Duration duration) {
        time.pass(duration);
        while (!timers.isEmpty() && timers.peek().due() <= time.nanos()) {
            Timer timer = timers.remove();
            timer.track().execute(timer.task());
        }
    }

    /** Lets time pass until the next timer. */
    void passToNextTimer() {
        pass(Duration.ofNanos(Math.max(0, timers.peek().due() - time.nanos())));
    }
}

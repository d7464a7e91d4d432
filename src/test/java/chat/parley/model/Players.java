package chat.parley.model;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Plays schedules on one thread per processor. */
final class Players implements AutoCloseable {
    /** Plays consecutive schedules. */
    interface Game {
        /** @return a violation, or null */
        String play(long firstSeed, int count) throws Exception;
    }

    private final int count = Runtime.getRuntime().availableProcessors();
    private final ExecutorService threads = Executors.newFixedThreadPool(count);

    Future<String> play(Callable<String> game) {
        return threads.submit(game);
    }

    /**
     * Distributes the seeds, starting with 1, among the threads and waits for all of them.
     *
     * @return the violation with the lowest seed, or null
     */
    String playAll(Game game, int schedules) throws InterruptedException, ExecutionException {
        int share = (schedules + count - 1) / count;
        List<Future<String>> shares = new ArrayList<>();
        for (int first = 1; first <= schedules; first += share) {
            int from = first;
            shares.add(play(() -> game.play(from, Math.min(share, schedules - from + 1))));
        }
        String violation = null;
        for (Future<String> played : shares) {
            violation = violation == null ? played.get() : violation;
        }
        return violation;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}

package chat.parley.logging;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes lines on a thread of its own, so that a slow disk or pipe delays nobody. Keeps a bounded number of lines and
 * of files: a file that is full gets the suffix {@code .1}, earlier ones {@code .2} and so on. Drops lines that cannot be
 * written, and logs how many.
 */
final class LineWriter implements AutoCloseable {
    static final String STANDARD_OUTPUT = "-";
    static final int OLD_FILES = 5;
    private static final long MAX_BYTES = 100L << 20;
    private static final int MAX_LINES = 8_192;
    private static final long IDLE_MILLIS = 250;
    private static final long CLOSE_MILLIS = 1_000;
    private static final System.Logger LOG = System.getLogger(LineWriter.class.getName());

    private final BlockingQueue<String> queue = new ArrayBlockingQueue<>(MAX_LINES);
    private final AtomicLong dropped = new AtomicLong();
    /** Null for the standard output. */
    private final Path file;

    private final long maxBytes;
    private final Thread thread;
    private OutputStream out;
    private long size;
    private volatile boolean closed;

    /** @param file null for the standard output */
    LineWriter(Path file, long maxBytes) throws IOException {
        this.file = file;
        this.maxBytes = maxBytes;
        open();
        thread = new Thread(this::run, "parley-access-log");
        thread.setDaemon(true);
        thread.start();
    }

    /** @param place a file, or {@code -} for the standard output */
    static LineWriter to(String place) throws IOException {
        return new LineWriter(
                place.equals(STANDARD_OUTPUT) ? null : Path.of(place).toAbsolutePath(), MAX_BYTES);
    }

    /** Queues a line without its end. */
    void write(String line) {
        if (!queue.offer(line)) {
            dropped.incrementAndGet();
        }
    }

    private void open() throws IOException {
        if (file == null) {
            out = new FileOutputStream(FileDescriptor.out);
        } else {
            out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            size = Files.size(file);
        }
    }

    private void run() {
        List<String> lines = new ArrayList<>();
        boolean failing = false;
        while (!closed || !queue.isEmpty()) {
            try {
                String first = queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
                if (first == null) {
                    continue;
                }
                lines.add(first);
                queue.drainTo(lines);
                write(lines);
                failing = false;
            } catch (IOException e) {
                dropped.addAndGet(lines.size());
                if (!failing) {
                    failing = true;
                    LOG.log(Level.ERROR, "Cannot write the access log: " + e);
                }
            } catch (InterruptedException e) {
                return;
            } finally {
                lines.clear();
            }
            tellDropped(failing);
        }
    }

    private void tellDropped(boolean failing) {
        if (!failing && dropped.get() > 0) {
            LOG.log(Level.WARNING, "Dropped {0} lines of the access log", dropped.getAndSet(0));
        }
    }

    private void write(List<String> lines) throws IOException {
        if (out == null) {
            open(); // after a failure
        }
        byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        if (file != null && size > 0 && size + bytes.length > maxBytes) {
            rotate();
        }
        out.write(bytes);
        size += bytes.length;
    }

    private void rotate() throws IOException {
        out.close();
        out = null;
        for (int i = OLD_FILES - 1; i >= 0; i--) {
            Path from = old(i);
            if (Files.exists(from)) {
                Files.move(from, old(i + 1), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        open();
    }

    private Path old(int number) {
        return number == 0 ? file : file.resolveSibling(file.getFileName() + "." + number);
    }

    /** Writes what is queued, for a second at most. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

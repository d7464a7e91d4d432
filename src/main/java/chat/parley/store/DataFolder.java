package chat.parley.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The directory of a SQLite store, locked by one process at a time: two servers on one file would miss each other's
 * messages. The operating system holds the lock and releases it when the process ends, even after a crash.
 */
final class DataFolder implements AutoCloseable {
    /**
     * Channels of failed attempts to lock a file that this process already holds. They stay open, because POSIX drops
     * all of a process's locks on a file when it closes any channel of it.
     */
    private static final Queue<FileChannel> KEPT_OPEN = new ConcurrentLinkedQueue<>();

    private final Path directory;
    private final FileChannel channel;

    private DataFolder(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /** @throws StoreException if the directory cannot be created or written, or another process has locked it */
    static DataFolder lock(Path directory) {
        Path folder = directory.toAbsolutePath().normalize();
        try {
            Files.createDirectories(folder);
            FileChannel channel = FileChannel.open(
                    folder.resolve("parley.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            KEPT_OPEN.add(channel);
            if (channel.tryLock() == null) { // another process has it
                KEPT_OPEN.remove(channel);
                channel.close();
                throw new StoreException("Another Parley is using " + folder + "; stop it first", null);
            }
            KEPT_OPEN.remove(channel);
            return new DataFolder(folder, channel);
        } catch (OverlappingFileLockException e) {
            throw new StoreException("Another Parley in this server is using " + folder + "; stop it first", e);
        } catch (IOException e) {
            throw new StoreException("Cannot use the data directory " + folder + ": " + e, e);
        }
    }

    Path database() {
        return database(directory);
    }

    /**
     * Returns the database file, checked first if the last process did not stop cleanly.
     *
     * @throws StoreException if it is damaged
     */
    Path checked() {
        Damage.checkAfterUncleanEnd(database());
        return database();
    }

    /** Runs the start-up check for a tool, unless a running server holds the directory and has checked it. */
    static void checkUnlessServed(Path directory) {
        DataFolder folder;
        try {
            folder = lock(directory);
        } catch (StoreException e) {
            return; // a running server has checked it
        }
        try (folder) {
            folder.checked();
        }
    }

    /** Whether a running server holds the directory, which must exist. */
    static boolean isServed(Path directory) {
        try {
            lock(directory).close();
            return false;
        } catch (StoreException e) {
            return true;
        }
    }

    static Path database(Path directory) {
        return directory.toAbsolutePath().normalize().resolve("parley.db");
    }

    @Override
    public void close() {
        try {
            channel.close(); // releases the lock
        } catch (IOException e) {
            // no data depends on it
        }
    }
}

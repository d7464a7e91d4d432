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
 * The directory of a SQLite store, held by one process at a time: two servers on one file would each know only half of what is said. The lock is the system's, so it ends with the process,
 * whatever its end.
 */
final class DataFolder implements AutoCloseable {
    /** Channels that found the file locked by this very process: closing any channel of a file gives up the process's locks on it (POSIX), and so the other's, too. */
    private static final Queue<FileChannel> KEPT_OPEN = new ConcurrentLinkedQueue<>();

    private final Path directory;
    private final FileChannel channel;

    private DataFolder(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /** @throws StoreException where the directory cannot be made or written, or another process has it */
    static DataFolder lock(Path directory) {
        Path folder = directory.toAbsolutePath().normalize();
        try {
            Files.createDirectories(folder);
            FileChannel channel = FileChannel.open(folder.resolve("parley.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            KEPT_OPEN.add(channel);
            if (channel.tryLock() == null) { // another process has it
                KEPT_OPEN.remove(channel);
                channel.close();
                throw new StoreException("Another Parley is using " + folder, null);
            }
            KEPT_OPEN.remove(channel);
            return new DataFolder(folder, channel);
        } catch (OverlappingFileLockException e) {
            throw new StoreException("Another Parley in this server is using " + folder, e);
        } catch (IOException e) {
            throw new StoreException("The data directory " + folder + " cannot be used: " + e, e);
        }
    }

    Path database() {
        return database(directory);
    }

    /**
     * The database, checked after an unclean end.
     *
     * @throws StoreException if it is damaged
     */
    Path checked() {
        Damage.checkAfterUncleanEnd(database());
        return database();
    }

    /** For tools, which may work beside a server: without one, the same check as at a server's start. */
    static void checkUnlessServed(Path directory) {
        DataFolder folder;
        try {
            folder = lock(directory);
        } catch (StoreException e) {
            return; // a server has it, and has checked it
        }
        try (folder) {
            folder.checked();
        }
    }

    static Path database(Path directory) {
        return directory.toAbsolutePath().normalize().resolve("parley.db");
    }

    @Override
    public void close() {
        try {
            channel.close(); // and with it the lock
        } catch (IOException e) {
            // nothing that was written depends on it
        }
    }
}

package chat.parley.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A file that appears whole and on the disk, or not at all: until then it is called {@code FILE.part}. */
public final class NewFile implements AutoCloseable {
    private static final List<String> WITH_SQLITES = List.of("", "-journal", "-wal", "-shm");

    private final Path target;
    private final Path part;

    /** @throws StoreException if the file exists, or its directory does not */
    public NewFile(Path file) {
        target = file.toAbsolutePath();
        part = target.resolveSibling(target.getFileName() + ".part");
        if (Files.exists(target)) {
            throw new StoreException(target + " already exists", null);
        }
        if (!Files.isDirectory(target.getParent())) {
            throw new StoreException("There is no directory " + target.getParent(), null);
        }
        delete(part); // left by a process that was killed
    }

    /** Where to write. */
    public Path part() {
        return part;
    }

    public void publish() throws IOException {
        sync(part);
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        sync(target.getParent());
    }

    /** Removes what was not published. */
    @Override
    public void close() {
        delete(part);
    }

    /** Deletes the file, and what SQLite may have beside it. */
    static void delete(Path file) {
        try {
            for (String suffix : WITH_SQLITES) {
                Files.deleteIfExists(file.resolveSibling(file.getFileName() + suffix));
            }
        } catch (IOException e) {
            // what went wrong before tells more
        }
    }

    /** Returns when the file, or the entries of the directory, are on the disk. */
    static void sync(Path path) throws IOException {
        boolean directory = Files.isDirectory(path);
        try (FileChannel channel = FileChannel.open(path, directory ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
            channel.force(true);
        } catch (IOException e) {
            if (!directory) {
                throw e; // some systems cannot sync directories, and need not
            }
        }
    }
}

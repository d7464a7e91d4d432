package chat.parley.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** A file that appears complete and synced, or not at all; until published, it is named {@code FILE.part}. */
public final class NewFile implements AutoCloseable {
    private static final List<String> SQLITE_SUFFIXES = List.of("", "-journal", "-wal", "-shm");

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
            throw new StoreException("Directory not found: " + target.getParent(), null);
        }
        delete(part); // left by a killed process
    }

    /** The file to write to before {@link #publish}. */
    public Path part() {
        return part;
    }

    public void publish() throws IOException {
        sync(part);
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        sync(target.getParent());
    }

    /** Deletes the partial file if it was not published. */
    @Override
    public void close() {
        delete(part);
    }

    /** Deletes the file and SQLite's files beside it. */
    static void delete(Path file) {
        try {
            for (String suffix : SQLITE_SUFFIXES) {
                Files.deleteIfExists(file.resolveSibling(file.getFileName() + suffix));
            }
        } catch (IOException e) {
            // an earlier failure matters more
        }
    }

    /** Lets only the owner read the file or directory, where the system has such permissions. */
    static void restrict(Path path) throws IOException {
        String permissions = Files.isDirectory(path) ? "rwx------" : "rw-------";
        try {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        } catch (UnsupportedOperationException e) {
            return; // Windows: the directory's permissions are inherited
        }
    }

    /** Flushes the file, or the directory's entries, to disk. */
    static void sync(Path path) throws IOException {
        boolean directory = Files.isDirectory(path);
        try (FileChannel channel =
                FileChannel.open(path, directory ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
            channel.force(true);
        } catch (IOException e) {
            if (!directory) {
                throw e; // some systems cannot sync directories and do not need to
            }
        }
    }
}

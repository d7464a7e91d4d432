package chat.parley.e2e.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The artefacts of the build, and the directories of a test run. */
final class Build {
    /** {@code target/}. */
    static final Path DIRECTORY =
            Path.of(System.getProperty("parley.build", "target")).toAbsolutePath();

    /** The page's files as packaged in the jar. */
    static final Path PAGE = DIRECTORY.resolve("webapp");

    static final Path JAR = DIRECTORY.resolve("parley.jar");
    /** {@code parley.war} selects another WAR to test on the same servers. */
    static final Path WAR = Path.of(
            System.getProperty("parley.war", DIRECTORY.resolve("parley.war").toString()));

    static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    /** Options of the servers' JVMs, which live for seconds: the optimizing compiler would cost more than it saves. */
    static final List<String> JVM = List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError");

    private Build() {}

    /** PostgreSQL's JDBC driver, as a user would install it in a container. */
    static Path postgresqlDriver() {
        try {
            return Path.of(org.postgresql.Driver.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** A file of the source tree. */
    static Path source(String name) {
        return DIRECTORY.resolveSibling(name);
    }

    /** A file that an earlier build phase must have created. */
    static Path required(Path file) {
        if (!Files.exists(file)) {
            throw new IllegalStateException(file + " is missing; mvn verify creates it");
        }
        return file;
    }

    /** The only folder of an unpacked server archive; its name contains the version. */
    static Path unpacked(String server) {
        try (Stream<Path> folders = Files.list(required(DIRECTORY.resolve(server)))) {
            return folders.filter(Files::isDirectory)
                    .filter(folder -> !folder.endsWith("META-INF"))
                    .findAny()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String sha256(Path file) {
        try {
            return digest("SHA-256", Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In hexadecimal. */
    static String digest(String algorithm, byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** Deletes the folder. @return the folder */
    static Path fresh(Path folder) {
        try {
            delete(folder);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    static void copy(Path tree, Path to) throws IOException {
        try (var files = Files.walk(tree)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path copy = to.resolve(tree.relativize(file).toString());
                if (!Files.isDirectory(copy)) {
                    Files.copy(file, copy);
                }
            }
        }
    }

    /** Replaces the contents of some files in a tree and keeps their modification times. */
    static void change(Path tree, Map<String, String> texts) throws IOException {
        for (Map.Entry<String, String> text : texts.entrySet()) {
            Path file = tree.resolve(text.getKey());
            FileTime time = Files.getLastModifiedTime(file);
            Files.writeString(file, text.getValue());
            Files.setLastModifiedTime(file, time);
        }
    }

    /** Copies the WAR with a new modification time, and replaces the contents of some of its files. */
    static Path copyWar(Path to, Map<String, String> texts) throws IOException {
        Files.copy(WAR, to, StandardCopyOption.REPLACE_EXISTING);
        try (FileSystem inside = FileSystems.newFileSystem(to)) {
            change(inside.getPath("/"), texts);
        }
        return Files.setLastModifiedTime(to, FileTime.from(Instant.now()));
    }
}

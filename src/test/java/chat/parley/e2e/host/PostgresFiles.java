package chat.parley.e2e.host;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs and data directory, and the user that runs them, because PostgreSQL refuses to run as root.
 * It runs in a user namespace without root, or, where that is forbidden, as in many containers, as the user nobody in
 * a directory that this user can access.
 */
final class PostgresFiles {
    private static final List<String> NAMESPACE = List.of("unshare", "--user");
    private static final int NOBODY = 65_534;
    private static final List<String> AS_NOBODY =
            List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");

    private final List<String> prefix;
    private final Path folder;
    private final Path programs;

    private PostgresFiles(List<String> prefix, Path folder, Path programs) {
        this.prefix = prefix;
        this.folder = folder;
        this.programs = programs;
    }

    /** Unpacks the programs and creates an empty data directory. */
    static PostgresFiles unpacked() throws IOException {
        Path folder = empty("postgres");
        PostgresFiles files = new PostgresFiles(prefix(), folder, folder.resolve("bin"));
        files.unpack();
        return files.withData();
    }

    /** Creates an empty data directory for programs that are installed here. */
    static PostgresFiles of(Path programs) throws IOException {
        Path folder = empty("postgres-installed");
        Files.createDirectories(folder);
        return new PostgresFiles(prefix(), folder, programs).withData();
    }

    private static Path empty(String name) throws IOException {
        Path folder = Build.DIRECTORY
                .resolve("run")
                .resolve(name + "-" + ProcessHandle.current().pid());
        if (prefix().equals(AS_NOBODY)) {
            folder = Files.createTempDirectory("parley-" + name + "-");
        }
        Build.delete(folder);
        return folder;
    }

    private PostgresFiles withData() throws IOException {
        Files.createDirectories(data());
        handOver(folder);
        handOver(data());
        return this;
    }

    Path folder() {
        return folder;
    }

    Path data() {
        return folder.resolve("data");
    }

    /** A command that runs one of PostgreSQL's programs as the right user. Merges its error output. */
    ProcessBuilder command(String program, List<String> arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.add(programs.resolve(program).toString());
        command.addAll(arguments);
        return new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    }

    /** Gives a file or directory to PostgreSQL's user. */
    void handOver(Path file) throws IOException {
        if (prefix.equals(AS_NOBODY)) {
            Files.setAttribute(file, "unix:uid", NOBODY);
            Files.setAttribute(file, "unix:gid", NOBODY);
        }
    }

    void delete() throws IOException {
        Build.delete(folder);
    }

    private static List<String> prefix() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return List.of();
        }
        return Stream.of(NAMESPACE, AS_NOBODY)
                .filter(PostgresFiles::works)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "PostgreSQL does not run as root, and neither unshare nor setpriv works here"));
    }

    private static boolean works(List<String> prefix) {
        List<String> command = new ArrayList<>(prefix);
        command.add("true");
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void unpack() throws IOException {
        Files.createDirectories(folder);
        try (InputStream file = new BufferedInputStream(archive());
                TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(file))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(entry, tar);
            }
        }
    }

    private void unpack(TarArchiveEntry entry, TarArchiveInputStream content) throws IOException {
        Path file = folder.resolve(entry.getName()).normalize();
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(file.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
        } else {
            Files.copy(content, file);
            if ((entry.getMode() & 0100) != 0) {
                file.toFile().setExecutable(true, false);
            }
        }
    }

    /** The archive in the jar that pom.xml selects for this machine. */
    private static InputStream archive() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String platform = (system.startsWith("mac") ? "darwin" : system.startsWith("windows") ? "windows" : "linux")
                + (System.getProperty("os.arch").equals("aarch64") ? "-arm_64" : "-x86_64");
        InputStream archive = PostgresFiles.class.getResourceAsStream("/postgres-" + platform + ".txz");
        if (archive == null) {
            throw new IllegalStateException(
                    "No PostgreSQL for " + platform + " on the class path; add a profile postgresql-… to pom.xml");
        }
        return archive;
    }
}

package chat.parley.e2e.host;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Payara Micro, configured by server-config/payara. Deployed under a path, because Parley must not assume the root. */
final class PayaraHost extends ServerProcess {
    private static final String CONTEXT_PATH = "/talk";
    private static final Path MICRO = Build.DIRECTORY.resolve("payara").resolve("payara-micro.jar");

    private final boolean redeployable;

    /** @param redeployable whether to deploy the exploded WAR: Payara Micro cannot replace a packed one at run time */
    PayaraHost(int number, Map<String, String> settings, Store store, boolean redeployable) {
        super("payara", number, settings, store, CONTEXT_PATH);
        this.redeployable = redeployable;
    }

    @Override
    Path artefact() {
        return Build.WAR;
    }

    @Override
    void prepare() throws IOException {
        Build.delete(folder());
        Files.createDirectories(folder());
        // Payara Micro listens on all addresses unless configured before the start.
        List<String> commands = new ArrayList<>(
                List.of(
                        "set configs.config.server-config.network-config.network-listeners.network-listener.http-listener.address=127.0.0.1"));
        commands.addAll(Files.readAllLines(Build.source("server-config/payara/parley.asadmin")));
        if (store() == Store.POSTGRES) {
            commands.addAll(Files.readAllLines(Build.source("server-config/payara/postgresql.asadmin")));
        }
        Files.write(preBoot(), commands);
        if (redeployable) {
            unpack(Build.WAR, unpacked());
        }
    }

    @Override
    void replaceArtefact(Map<String, String> pages) throws IOException {
        Build.change(unpacked(), pages);
        Files.write(unpacked().resolve(".reload"), new byte[0]);
    }

    private Path unpacked() {
        return folder().resolve("parley");
    }

    private static void unpack(Path war, Path to) throws IOException {
        try (FileSystem inside = FileSystems.newFileSystem(war)) {
            Build.copy(inside.getPath("/"), to);
        }
    }

    @Override
    List<String> command() {
        List<String> command = new ArrayList<>(List.of(Build.JAVA.toString()));
        command.addAll(Build.JVM);
        command.addAll(properties());
        command.addAll(List.of("-jar", Build.required(MICRO).toString(), "--contextroot", CONTEXT_PATH));
        command.addAll(
                redeployable
                        ? List.of("--deploy", unpacked().toString(), "--hotdeploy")
                        : List.of("--deploy", Build.WAR.toString()));
        command.addAll(List.of("--port", Integer.toString(port), "--nohazelcast", "--disablephonehome"));
        if (store() == Store.POSTGRES) {
            command.addAll(List.of("--addlibs", Build.postgresqlDriver().toString()));
        }
        command.addAll(List.of(
                "--rootdir",
                folder().resolve("domain").toString(),
                "--prebootcommandfile",
                preBoot().toString()));
        return command;
    }

    private Path preBoot() {
        return folder().resolve("preboot.asadmin");
    }
}

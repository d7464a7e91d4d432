package chat.parley.bench.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Payara Micro, configured by server-config/payara for either WAR. */
final class Payara {
    private Payara() {}

    static List<String> lay(Path war, Path folder, int port, List<String> properties) throws IOException {
        Folders.delete(folder);
        Files.createDirectories(folder);
        // Payara Micro listens on all addresses unless configured before the start.
        List<String> commands = new ArrayList<>(
                List.of(
                        "set configs.config.server-config.network-config.network-listeners.network-listener.http-listener.address=127.0.0.1"));
        commands.addAll(Files.readAllLines(Container.TARGET.resolveSibling("server-config/payara/parley.asadmin")));
        Path preBoot = Files.write(folder.resolve("preboot.asadmin"), commands);

        List<String> command = new ArrayList<>(List.of(Container.JAVA, Container.HEAP, "-XX:+ExitOnOutOfMemoryError"));
        command.addAll(properties);
        command.addAll(List.of(
                "-jar",
                Container.required(Container.TARGET.resolve("payara/payara-micro.jar"))
                        .toString()));
        command.addAll(List.of(
                "--deploy",
                war.toString(),
                "--contextroot",
                "/",
                "--port",
                Integer.toString(port),
                "--nohazelcast",
                "--disablephonehome"));
        command.addAll(
                List.of("--rootdir", folder.resolve("domain").toString(), "--prebootcommandfile", preBoot.toString()));
        return command;
    }
}

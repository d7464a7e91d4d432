package chat.parley;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The default location of the store. */
class DefaultDataDirectoryTest {
    @TempDir
    Path server;

    @TempDir
    Path working;

    @ParameterizedTest
    @ValueSource(strings = {"jboss.server.data.dir", "com.sun.aas.instanceRoot", "catalina.base", "jetty.base"})
    void aContainerKeepsItWhereItKeepsEverythingElse(String property) {
        Map<String, String> properties = Map.of(property, server.toString());
        DefaultDataDirectory found = DefaultDataDirectory.in(properties, working.resolve("data"));
        assertEquals(server.resolve("parley"), found.directory());
        assertEquals(
                DefaultDataDirectory.in(properties, Path.of("data")).directory(), // this directory may have a store
                Settings.read(Program.WAR, Map.of(), properties, Map.of())
                        .storage()
                        .data());
        Settings given = Settings.read(Program.WAR, Map.of(), properties, Map.of("PARLEY_DATA", "/var/lib/parley"));
        assertEquals(Path.of("/var/lib/parley"), given.storage().data());
    }

    @Test
    void elsewhereItIsInTheWorkingDirectory() {
        assertEquals(
                Path.of("data"),
                Settings.read(Program.SERVER, Map.of(), Map.of(), Map.of())
                        .storage()
                        .data());
    }

    /** Payara also sets Tomcat's property. */
    @Test
    void aDirectoryThatIsGoneAfterTheNextStartIsNoPlace() {
        String temporary = server.toString();
        Map<String, String> properties = Map.of(
                "java.io.tmpdir",
                temporary,
                "com.sun.aas.instanceRoot",
                temporary + "/payaramicro-rt1/x",
                "catalina.base",
                temporary + "/a/../b");
        assertEquals(
                Path.of("data"),
                DefaultDataDirectory.in(properties, Path.of("data")).directory());
    }

    @Test
    void aServerInATemporaryDirectoryKeepsItThere() {
        Map<String, String> properties =
                Map.of("java.io.tmpdir", server.getParent().toString(), "jboss.server.data.dir", server.toString());
        assertEquals(
                server.resolve("parley"),
                DefaultDataDirectory.in(properties, working.resolve("data")).directory());
    }

    @Test
    void aStoreThatIsInTheWorkingDirectoryAlreadyStaysInUseAndIsReported() throws Exception {
        Path before = Files.createDirectory(working.resolve("data"));
        Map<String, String> properties = Map.of("catalina.base", server.toString());
        assertEquals(
                new DefaultDataDirectory(server.resolve("parley"), Optional.empty()),
                DefaultDataDirectory.in(properties, before));

        Files.createFile(before.resolve("parley.db"));
        DefaultDataDirectory found = DefaultDataDirectory.in(properties, before);
        assertEquals(before, found.directory());
        String warning = found.warning().orElseThrow();
        for (String said : List.of(before.toString(), server.resolve("parley").toString(), "Set data")) {
            assertTrue(warning.contains(said), warning);
        }

        Files.createFile(Files.createDirectory(server.resolve("parley")).resolve("parley.db"));
        assertEquals(
                new DefaultDataDirectory(server.resolve("parley"), Optional.empty()),
                DefaultDataDirectory.in(properties, before));
    }
}

package chat.parley;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ConfigFileTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void place() {
        file = folder.resolve("parley.properties");
    }

    @Test
    void theFileCountsLessThanOptionsPropertiesAndVariables() throws Exception {
        write("# our server", "rate = 1", "burst = 1", "max-sessions: 1", "  max-frame=2000  ", "", "! end");
        Settings settings = Settings.read(
                Program.SERVER,
                Map.of(Setting.CONFIG, file.toString(), Setting.RATE, "4"),
                Map.of("parley.rate", "3", "parley.burst", "3"),
                Map.of("PARLEY_RATE", "2", "PARLEY_BURST", "2", "PARLEY_MAX_SESSIONS", "2"));
        assertEquals(
                List.of(4, 3, 2, 2000),
                List.of(
                        (int) settings.limits().rate(),
                        settings.limits().burst(),
                        settings.limits().sessions(),
                        settings.maxFrame()));
    }

    @ParameterizedTest
    @EnumSource
    void everyProgramFindsTheFileByAPropertyOrAVariable(Program program) throws Exception {
        write("database-readers = 7");
        assertEquals(
                7,
                read(program, Map.of("PARLEY_CONFIG", file.toString()))
                        .storage()
                        .connections()
                        .readers());
        assertEquals(
                7,
                Settings.read(program, Map.of(), Map.of("parley.config", file.toString()), Map.of())
                        .storage()
                        .connections()
                        .readers());
    }

    @Test
    void aWrongValueIsNamedWithItsLine() throws Exception {
        write("# rates", "rate = lots");
        assertEquals("rate is lots (from " + file + ", line 2); it must be a number from 1 to 10000000", refusal());
    }

    @ParameterizedTest
    @CsvSource({
        "retenton, retention",
        "PARLEY_MAX_FRAME, max-frame",
        "parley.max-frame, max-frame",
        "maxFrame, max-frame",
        "--port, port",
        "database.password, database-password"
    })
    void anUnknownKeyIsRefusedWithWhatItMayMean(String key, String meant) throws Exception {
        write("rate = 1", key + " = s3cret");
        assertEquals(file + ", line 2: unknown setting " + key + "; did you mean " + meant + "?", refusal());
    }

    @Test
    void allMistakesAreNamedAtOnceAndNoValueIsShown() throws Exception {
        Files.write(
                file,
                ("rate = 1\ncolour = s3cret\nrate = s3cret\nconfig = s3cret\ndata = C:\\Users\ndata = C:\\new\n"
                                + "s3cret\\u0020pass\u202eword = x\nowners = s3cret ")
                        .getBytes(StandardCharsets.UTF_8));
        append(0xE9); // ISO 8859-1
        assertEquals(
                List.of(
                        "line 8: not in UTF-8",
                        "line 2: unknown setting colour; --help lists the settings",
                        "line 3: rate is already set in line 1",
                        "line 4: config cannot be set in a config file",
                        "line 5: a single backslash; write \\\\ for one",
                        "line 6: data has control characters; write \\\\ for a backslash",
                        "line 7: unknown setting; --help lists the settings"),
                refusal().lines().map(line -> line.replace(file + ", ", "")).toList());
    }

    @Test
    void longLinesContinueAndKeepTheNumberOfTheFirst() throws Exception {
        write("\uFEFFlegal-hold = lobby,\\", "    b\u00fcro\\u0021", "rate = \\", "x");
        assertEquals("rate is x (from " + file + ", line 3); it must be a number from 1 to 10000000", refusal());
    }

    @Test
    void aFileThatIsNoneIsRefused() throws Exception {
        assertTrue(
                refusal().startsWith("config is " + file + " (from the option --config); it must be a readable file"));
        Files.createDirectory(file);
        assertTrue(refusal().contains("it must be a readable file of settings"));
        Files.delete(file);
        Files.write(file, new byte[(1 << 20) + 1]);
        assertTrue(refusal().contains("longer than 1048576 bytes"));
        Files.write(file, new byte[0]);
        assertEquals(
                8080,
                read(Program.SERVER, Map.of("PARLEY_CONFIG", file.toString())).port());
    }

    @Test
    void aSettingOfAnotherProgramIsReportedWithItsLine() throws Exception {
        write("port = 9000");
        assertEquals(
                List.of("port (from " + file + ", line 1) has no effect here; it applies to the embedded server only"),
                read(Program.WAR, Map.of("PARLEY_CONFIG", file.toString())).warnings());
    }

    @Test
    void aPasswordComesFromAFileOfItsOwn() throws Exception {
        Path secret = Files.writeString(folder.resolve("password"), " p\u00e4ss word\n");
        write("database = jdbc:postgresql://db/parley", "database-user = mira", "database-password-file = " + secret);
        Map<String, String> environment = Map.of("PARLEY_CONFIG", file.toString());
        assertEquals(
                " p\u00e4ss word", read(Program.TOOL, environment).storage().password());
        assertEquals(
                "set either database-password or database-password-file, not both"
                        + " (from the environment variable PARLEY_DATABASE_PASSWORD, from " + file + ", line 3)",
                assertThrows(
                                InvalidSetting.class,
                                () -> read(
                                        Program.SERVER,
                                        Map.of("PARLEY_CONFIG", file.toString(), "PARLEY_DATABASE_PASSWORD", "x")))
                        .getMessage());
        for (String text : List.of("", "\n", "s3cret\nmore\n", "x".repeat(9000))) {
            Files.writeString(secret, text);
            String message = refusal();
            assertTrue(message.startsWith("database-password-file is " + secret + " (from " + file), message);
            assertFalse(message.contains("s3cret"), message);
        }
    }

    private void write(String... lines) throws IOException {
        Files.writeString(file, String.join("\r\n", lines));
    }

    private void append(int octet) throws IOException {
        byte[] before = Files.readAllBytes(file);
        byte[] longer = Arrays.copyOf(before, before.length + 1);
        longer[before.length] = (byte) octet;
        Files.write(file, longer);
    }

    private static Settings read(Program program, Map<String, String> environment) {
        return Settings.read(program, Map.of(), Map.of(), environment);
    }

    private String refusal() {
        return assertThrows(
                        InvalidSetting.class,
                        () -> Settings.read(
                                Program.SERVER, Map.of(Setting.CONFIG, file.toString()), Map.of(), Map.of()))
                .getMessage();
    }
}

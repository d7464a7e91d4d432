package chat.parley.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads the options of the command and refuses what would do harm. */
class LoadOptionsTest {
    private static final String HERE = "ws://127.0.0.1:8080/ws";

    @TempDir
    private Path folder;

    private static LoadOptions read(String... args) throws LoadFailure {
        return LoadOptions.read(List.of(args), Map.of());
    }

    private static String refusal(String... args) {
        LoadFailure failure = assertThrows(LoadFailure.class, () -> read(args));
        assertEquals(LoadFailure.USAGE, failure.exitCode(), failure.getMessage());
        return failure.getMessage();
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:8080/, ws://127.0.0.1:8080/ws",
        "ws://127.0.0.1:8080, ws://127.0.0.1:8080/ws",
        "HTTPS://localhost/parley/, wss://localhost/parley/ws",
        "ws://[::1]:8080/ws, ws://[::1]:8080/ws",
    })
    void theAddressOfThePageNamesItsWebSocket(String given, String meant) throws LoadFailure {
        assertEquals(meant, read("--url", given).targets().get(0).toString());
    }

    @ParameterizedTest
    @CsvSource({
        "'--sessions 10', --url is missing",
        "'--url lobby', not the address of a server",
        "'--url http://user:secret@127.0.0.1/', not the address of a server",
        "'--url ws://127.0.0.1/ --session 10', unknown option --session",
        "'--url ws://127.0.0.1/ --sessions', needs a value",
        "'--url ws://127.0.0.1/ --sessions 1.5', must be a whole number",
        "'--url ws://127.0.0.1/ --sessions 0', must be a number from 1 to 100000",
        "'--url ws://127.0.0.1/ --rate NaN', must be a number from 0.001 to 100000",
        "'--url ws://127.0.0.1/ --rate fast', must be a number",
        "'--url ws://127.0.0.1/ --sessions 5 --rooms 6', 'there may be 1 to 5'",
        "'--url ws://127.0.0.1/ --rooms 2 --joins 3', 'there may be 3 to 300'",
    })
    void wrongOptionsAreNamed(String args, String message) {
        assertTrue(refusal(args.split(" ")).contains(message), () -> refusal(args.split(" ")));
    }

    @Test
    void anotherMachineIsLoadedOnlyIfOneInsists() throws LoadFailure {
        String[] args = {"--url", HERE, "--url", "ws://192.0.2.1/ws"};
        assertTrue(refusal(args).contains("192.0.2.1 is another machine"), () -> refusal(args));
        assertEquals(
                2,
                read("--url", HERE, "--url=ws://192.0.2.1/ws", "--yes")
                        .targets()
                        .size());
    }

    @Test
    void aTokenComesFromAFileOrTheEnvironmentAndNeverFromTheCommandLine() throws Exception {
        String refused = refusal("--url", HERE, "--token", "s3cret");
        assertTrue(refused.contains("--token-file") && !refused.contains("s3cret"), refused);
        Path file = Files.writeString(folder.resolve("tokens"), "first\n\nsecond\n");
        LoadTokens tokens = read("--url", HERE, "--token-file", file.toString()).tokens();
        assertEquals(List.of("first", "second", "first"), List.of(tokens.of(0), tokens.of(1), tokens.of(2)));
        LoadOptions variable = LoadOptions.read(List.of("--url", HERE), Map.of(LoadTokens.VARIABLE, "third"));
        assertEquals("third", variable.tokens().of(7));
        Path empty = Files.writeString(folder.resolve("empty"), "\n");
        assertTrue(refusal("--url", HERE, "--token-file", empty.toString()).contains("it is empty"));
        assertTrue(refusal("--url", HERE, "--token-file", folder.resolve("none").toString())
                .contains("cannot be read"));
    }

    @Test
    void theSessionsOfARoomAreOnAllServersOrOnOne() throws LoadFailure {
        String[] args = {"--url", HERE, "--url", "ws://127.0.0.1:8081/ws", "--sessions", "8", "--rooms", "4"};
        LoadPlan plan = new LoadPlan(read(args));
        assertEquals(plan.roomsOf(1).sum(), plan.roomsOf(5).sum());
        assertTrue(!plan.moved(1, 0).equals(plan.moved(5, 0)));
        String[] apart = {args[0], args[1], args[2], args[3], args[4], args[5], args[6], args[7], "--apart"};
        LoadPlan each = new LoadPlan(read(apart));
        assertEquals(each.moved(1, 0), each.moved(5, 0));
        assertTrue(!each.moved(1, 0).equals(each.moved(2, 0)), "rooms are spread over the servers");
        assertTrue(!each.moved(1, 0).equals(each.moved(1, 1)), "a session may move");
    }
}

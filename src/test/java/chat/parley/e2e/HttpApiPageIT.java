package chat.parley.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Heard;
import chat.parley.client.HttpApi;
import chat.parley.client.WaitLimit;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.HostContract;
import chat.parley.e2e.host.Hosts;
import chat.parley.e2e.host.StoreContract;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Verifies docs/http-api.md: sends each curl line to the server, in order, and compares the response with the page. */
@HostContract
@StoreContract
class HttpApiPageIT {
    private static final Pattern EXAMPLE = Pattern.compile(
            "```\n(curl .*?)\n```\n\n(?:`(?<status>\\d{3})`)?(?:[^\n]*\n)*?(?:```json\n(?<body>.*?)\n```)",
            Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");
    /** The placeholder that the page's shell commands replace. */
    private static final String KEY = "$KEY";

    /** Fields whose values differ between servers. */
    private static final Set<String> SERVERS_OWN = Set.of("position", "at", "id");

    private static final long PATIENCE = WaitLimit.TIME.toNanos();
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

    private final Host host = Hosts.current();
    private final HttpApi api = HttpApi.of(host);
    private final String key = UUID.randomUUID().toString();

    @Test
    void everyLineDoesWhatItSays() throws Exception {
        String page = Files.readString(Path.of("docs/http-api.md"));
        Matcher example = EXAMPLE.matcher(page);
        int run = 0;
        while (example.find()) {
            run++;
            HttpRequest request = request(example.group(1).replace("\\\n", " "));
            JsonObject shown = Heard.in(example.group("body")).get(0).json();
            long deadline = System.nanoTime() + PATIENCE;
            HttpResponse<String> answer = api.send(request);
            // Indexing is asynchronous.
            while (request.method().equals("GET")
                    && !holds(shown, HttpApi.json(answer), "")
                    && System.nanoTime() < deadline) {
                LockSupport.parkNanos(PAUSE);
                answer = api.send(request);
            }
            assertEquals(
                    example.group("status"),
                    Integer.toString(answer.statusCode()),
                    example.group(1) + "\n" + answer.body());
            assertTrue(
                    holds(shown, HttpApi.json(answer), ""),
                    example.group(1) + "\nshould return\n" + shown + "\nbut returned\n" + answer.body());
        }
        assertEquals(Pattern.compile("(?m)^curl ").matcher(page).results().count(), run);
        assertFalse(run < 5, "there are only " + run + " examples");
    }

    /**
     * Whether the response contains everything that the page shows, except values specific to a server; lists may
     * have more elements.
     */
    private static boolean holds(JsonValue shown, JsonValue real, String name) {
        if (real == null || shown.getValueType() != real.getValueType()) {
            return false;
        }
        return switch (shown.getValueType()) {
            case OBJECT ->
                shown.asJsonObject().entrySet().stream()
                        .allMatch(field ->
                                holds(field.getValue(), real.asJsonObject().get(field.getKey()), field.getKey()));
            case ARRAY ->
                shown.asJsonArray().stream()
                        .allMatch(item -> real.asJsonArray().stream().anyMatch(other -> holds(item, other, name)));
            default -> SERVERS_OWN.contains(name) || shown.equals(real);
        };
    }

    /** Parses the few curl options that the page uses. */
    private HttpRequest request(String line) {
        List<String> words = new ArrayList<>();
        WORD.matcher(line)
                .results()
                .forEach(word -> words.add(Stream.of(1, 2, 3)
                        .map(word::group)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElseThrow()
                        .replace(KEY, key)));
        HttpRequest.Builder request = HttpRequest.newBuilder();
        HttpRequest.BodyPublisher body = null;
        String method = "GET";
        for (int i = 1; i < words.size(); i++) {
            switch (words.get(i)) {
                case "-H" -> {
                    String[] header = words.get(++i).split(": ", 2);
                    request.header(header[0], header[1]);
                }
                case "-X" -> method = words.get(++i);
                case "-d" -> body = HttpRequest.BodyPublishers.ofString(words.get(++i));
                default ->
                    request.uri(host.http().resolve(URI.create(words.get(i).replace("http://localhost:8080/", ""))));
            }
        }
        return (body == null ? request.method(method, HttpRequest.BodyPublishers.noBody()) : request.POST(body))
                .build();
    }
}

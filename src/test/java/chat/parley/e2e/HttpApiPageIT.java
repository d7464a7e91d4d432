package chat.parley.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Hosts;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/http-api.md is true: each of its lines with curl is sent to the server as curl would, one after the other, and the answer is as the page says. */
class HttpApiPageIT {
    private static final Pattern EXAMPLE = Pattern.compile("```\n(curl .*?)\n```\n\n(?:`(?<status>\\d{3})`)?(?:[^\n]*\n)*?(?:```json\n(?<body>.*?)\n```)", Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    private final Host host = Hosts.current();
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void everyLineDoesWhatItSays() throws Exception {
        String page = Files.readString(Path.of("docs/http-api.md"));
        Matcher example = EXAMPLE.matcher(page);
        int run = 0;
        while (example.find()) {
            run++;
            HttpResponse<String> answer = client.send(request(example.group(1).replace("\\\n", " ")), HttpResponse.BodyHandlers.ofString());
            assertEquals(example.group("status"), Integer.toString(answer.statusCode()), example.group(1) + "\n" + answer.body());
            JsonObject shown = Heard.in(example.group("body")).get(0).json();
            JsonObject real = Heard.in(answer.body()).get(0).json();
            assertTrue(real.keySet().containsAll(shown.keySet()), () -> shown.keySet() + " is not in " + real);
            shown.forEach((field, value) -> assertEquals(value.getValueType() == JsonValue.ValueType.NULL, real.get(field).getValueType() == JsonValue.ValueType.NULL, field));
            if (shown.containsKey("code")) {
                assertEquals(shown.getString("code"), real.getString("code"));
            }
        }
        assertEquals(Pattern.compile("(?m)^curl ").matcher(page).results().count(), run);
        assertFalse(run < 5, "there are only " + run + " examples");
    }

    /** Of curl's options the page has these few. */
    private HttpRequest request(String line) {
        List<String> words = new ArrayList<>();
        WORD.matcher(line).results().forEach(word -> words.add(word.group(1) != null ? word.group(1) : word.group(2)));
        HttpRequest.Builder request = HttpRequest.newBuilder();
        HttpRequest.BodyPublisher body = null;
        for (int i = 1; i < words.size(); i++) {
            switch (words.get(i)) {
                case "-H" -> {
                    String[] header = words.get(++i).split(": ", 2);
                    request.header(header[0], header[1]);
                }
                case "-d" -> body = HttpRequest.BodyPublishers.ofString(words.get(++i));
                default -> request.uri(host.http().resolve(URI.create(words.get(i).replace("http://localhost:8080/", ""))));
            }
        }
        return (body == null ? request.GET() : request.POST(body)).build();
    }
}

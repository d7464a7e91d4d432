package chat.parley.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Chatter;
import chat.parley.client.Heard;
import chat.parley.client.HttpApi;
import chat.parley.client.RawHttp;
import chat.parley.client.Scene;
import chat.parley.e2e.host.HostContract;
import chat.parley.e2e.host.StoreContract;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Posting a message with a single request. */
@HostContract
@StoreContract
class PostByHttpIT {
    private static final String KEY = "a-key-of-the-build-server";

    @RegisterExtension
    final Scene scene = new Scene();

    private final HttpApi api = HttpApi.of(scene.host());
    private final String room = scene.room();

    @Test
    void whatIsPostedReachesWhoIsThereInItsOrder() throws Exception {
        Chatter mira = scene.joined("Mira");
        HttpResponse<String> answer = post("{\"name\":\"Build\",\"text\":\"Nightly build is green\"}");
        assertEquals(201, answer.statusCode(), answer.body());
        assertEquals(
                "messages?around=1&limit=1",
                answer.headers().firstValue("Location").orElseThrow());
        JsonObject ack = HttpApi.json(answer);
        assertEquals(
                List.of("ack", room, "1"),
                List.of(
                        ack.getString("type"),
                        ack.getString("room"),
                        ack.get("offset").toString()));
        for (int i = 2; i <= 10; i++) {
            post("{\"name\":\"Build\",\"text\":\"message " + i + "\"}");
        }
        List<Heard> heard = mira.await(10, Heard.message(room));
        assertEquals(
                LongStream.rangeClosed(1, 10).boxed().toList(),
                heard.stream().map(Heard::offset).toList());
        assertEquals(ack.getString("position"), heard.get(0).position());
    }

    @Test
    void aRepeatedPostIsStoredOnceAndAnsweredAlike() throws Exception {
        String body = "{\"name\":\"Build\",\"text\":\"once\"}";
        List<String> answers = new ArrayList<>();
        for (String header : List.of("build-4127", "build-4127", "\"build-4127\"")) {
            HttpResponse<String> answer = post(body, "Idempotency-Key", header);
            assertEquals(201, answer.statusCode());
            answers.add(answer.body());
        }
        assertEquals(1, answers.stream().distinct().count(), answers.toString());
        HttpResponse<String> other =
                post("{\"name\":\"Build\",\"text\":\"something else\"}", "Idempotency-Key", "build-4127");
        assertEquals(409, other.statusCode());
        assertEquals("conflict", HttpApi.json(other).getString("code"));
    }

    @Test
    void aPostWhoseAnswerIsLostIsRepeatedWithoutHarm() throws Exception {
        String body = "{\"name\":\"Build\",\"text\":\"once, whatever happens\"}";
        String[] headers = {
            "Authorization: Bearer " + KEY,
            "Content-Type: application/json",
            "Idempotency-Key: lost-1",
            "Content-Length: " + body.length()
        };
        for (int i = 0; i < 5; i++) {
            try (RawHttp lost = new RawHttp(messages(), "POST", messages().getRawPath(), headers)) {
                lost.send(body.getBytes(StandardCharsets.UTF_8));
            }
        }
        HttpResponse<String> answer = post(body, "Idempotency-Key", "lost-1");
        assertEquals(201, answer.statusCode(), answer.body());
        assertEquals(1, HttpApi.json(answer).getInt("offset"));
        assertEquals(
                2,
                HttpApi.json(post("{\"name\":\"Build\",\"text\":\"the next one\"}"))
                        .getInt("offset"));
    }

    @Test
    void theLocationIsThatOfTheMessage() throws Exception {
        for (int i = 1; i <= 3; i++) {
            post("{\"name\":\"Build\",\"text\":\"message " + i + "\"}");
        }
        HttpResponse<String> answer = post("{\"name\":\"Build\",\"text\":\"message 4\"}");
        URI location =
                messages().resolve(answer.headers().firstValue("Location").orElseThrow());
        JsonObject page = HttpApi.json(api.get(location));
        assertEquals(
                List.of("message 4"),
                page.getJsonArray("messages").getValuesAs(JsonObject.class).stream()
                        .map(message -> message.getString("text"))
                        .toList());
    }

    @Test
    void whatManyPostAtOnceIsHeardByAllInTheSameOrder() throws Exception {
        Chatter mira = scene.joined("Mira");
        Chatter jonas = scene.joined("Jonas");
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            answers.add(api.sendLater(request(
                    "{\"name\":\"Build\",\"text\":\"message " + i + "\"}",
                    "Authorization",
                    "Bearer a-key-of-build-agent-" + i % 3)));
            if (i % 4 == 0) {
                mira.post(room, "meanwhile " + i);
            }
        }
        answers.forEach(answer ->
                assertEquals(201, answer.join().statusCode(), answer.join().body()));
        List<String> heard = mira.await(75, Heard.message(room)).stream()
                .map(Heard::toString)
                .toList();
        assertEquals(
                heard,
                jonas.await(75, Heard.message(room)).stream()
                        .map(Heard::toString)
                        .toList());
        assertEquals(
                LongStream.rangeClosed(1, 75).boxed().toList(),
                mira.await(75, Heard.message(room)).stream().map(Heard::offset).toList());
    }

    @Test
    void theKeyIsThatOfTheSocket() throws Exception {
        Chatter mira = scene.withKey("Build", KEY);
        mira.join(room);
        post("{\"name\":\"Build\",\"text\":\"it is me\"}", "Idempotency-Key", "r-1");
        assertEquals(mira.id(), mira.await(Heard.message(room)).author());
        assertEquals(
                1,
                mira.ask("edit", "room", room, "target", 1, "text", "it is still me")
                                .offset()
                        - 1);
    }

    @Test
    void anAnswerNamesWhatItAnswers() throws Exception {
        post("{\"name\":\"Build\",\"text\":\"question\"}");
        assertEquals(
                201,
                post("{\"name\":\"Build\",\"text\":\"answer\",\"replyTo\":1}").statusCode());
        assertEquals(
                404,
                post("{\"name\":\"Build\",\"text\":\"answer\",\"replyTo\":100}").statusCode());
        HttpResponse<String> page = api.get(messages());
        assertEquals(
                1, HttpApi.json(page).getJsonArray("messages").getJsonObject(1).getInt("replyTo"));
    }

    @Test
    void whoHasNoKeyIsAskedForOne() throws Exception {
        HttpRequest request = HttpApi.request(messages(), "Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        HttpResponse<String> answer = api.send(request);
        assertEquals(401, answer.statusCode());
        assertEquals("Bearer", answer.headers().firstValue("WWW-Authenticate").orElseThrow());
        assertEquals("error", HttpApi.json(answer).getString("type"));
    }

    @Test
    void aFormOfAnotherPageCannotPost() throws Exception {
        for (String type :
                List.of("application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x")) {
            HttpRequest request = HttpApi.request(messages(), "Content-Type", type, "Authorization", "Bearer " + KEY)
                    .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"Build\",\"text\":\"hello\"}"))
                    .build();
            assertEquals(415, api.send(request).statusCode());
        }
    }

    @Test
    void aForeignPagePostsNothing() throws Exception {
        String body = "{\"name\":\"Build\",\"text\":\"hello\"}";
        String own = "http://" + scene.host().http().getAuthority();
        for (List<String> foreign : List.of(
                List.of("Origin", "https://evil.example"),
                List.of("Origin", "null"),
                List.of("Origin", "http://127.0.0.1:1"),
                List.of("Origin", own, "Origin", "https://evil.example"),
                List.of("Sec-Fetch-Site", "cross-site"),
                List.of("Sec-Fetch-Site", "same-site"),
                List.of("Origin", "https://evil.example", "Sec-Fetch-Site", "same-origin"))) {
            HttpResponse<String> answer = api.send(postFrom(foreign, body));
            assertEquals(403, answer.statusCode(), foreign.toString());
            assertEquals("forbidden", HttpApi.json(answer).getString("code"));
        }
        for (List<String> good : List.of(
                List.of("Origin", own),
                List.of("Sec-Fetch-Site", "same-origin"),
                List.of("Sec-Fetch-Site", "none"),
                List.of("Origin", own, "Sec-Fetch-Site", "same-origin"))) {
            assertEquals(201, api.send(postFrom(good, body)).statusCode(), good.toString());
        }
        assertEquals(4, api.history(room, "").json().getInt("head"));
    }

    private HttpRequest postFrom(List<String> headers, String body) {
        HttpRequest.Builder post =
                HttpApi.request(messages(), "Authorization", "Bearer " + KEY, "Content-Type", "application/json");
        for (int i = 0; i < headers.size(); i += 2) {
            post.header(headers.get(i), headers.get(i + 1));
        }
        return post.POST(HttpRequest.BodyPublishers.ofString(body)).build();
    }

    @Test
    void pagesOfOtherOriginsAreNotLetIn() throws Exception {
        HttpRequest preflight = HttpApi.request(
                        messages(), "Origin", "https://evil.example", "Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,content-type")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .build();
        HttpRequest reading =
                HttpApi.request(messages(), "Origin", "https://evil.example").build();
        HttpResponse<String> asked = api.send(preflight);
        assertEquals(405, asked.statusCode());
        for (HttpResponse<String> answer : List.of(asked, api.send(reading))) {
            assertTrue(
                    answer.headers().map().keySet().stream()
                            .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control-")),
                    answer.headers().toString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{\"y\":{",
                "{\"name\":\"Build\"}",
                "{\"text\":\"hello\"}",
                "{\"name\":\"\",\"text\":\"x\"}",
                "{\"name\":\"Build\",\"text\":\" \"}",
                "{\"name\":5,\"text\":\"x\"}",
                "{\"name\":\"Build\",\"text\":\"x\",\"replyTo\":\"1\"}",
                "{\"name\":\"Build\",\"text\":\"x\",\"replyTo\":0}",
                "{\"name\":\"Build\",\"text\":\"x\",\"text\":\"y\"}",
                "{\"name\":\"Build\",\"text\":\"\\ud800\"}",
                "{\"name\":\"Build\",\"text\":\"x\"} and more"
            })
    void aBodyThatMakesNoSenseIsRefusedByName(String body) throws Exception {
        HttpResponse<String> answer = post(body);
        assertEquals(400, answer.statusCode(), answer.body());
        assertTrue(List.of("invalid", "malformed").contains(HttpApi.json(answer).getString("code")), answer.body());
    }

    @Test
    void aBodyThatIsNestedDeeplyIsRefused() throws Exception {
        assertEquals(
                400,
                post("{\"a\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}").statusCode());
    }

    @Test
    void aBodyThatIsTooBigIsRefused() throws Exception {
        HttpResponse<String> answer = post("{\"name\":\"Build\",\"text\":\"" + "x".repeat(70_000) + "\"}");
        assertEquals(413, answer.statusCode());
    }

    @Test
    void aKeyThatIsTooShortIsRefused() throws Exception {
        HttpRequest request = HttpApi.request(
                        messages(), "Content-Type", "application/json", "Authorization", "Bearer short")
                .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"Build\",\"text\":\"x\"}"))
                .build();
        HttpResponse<String> answer = api.send(request);
        assertEquals(400, answer.statusCode());
        assertFalse(HttpApi.json(answer).getString("message").isBlank());
    }

    @Test
    void whoPostsTooMuchHasToWait() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            HttpRequest request = request(
                    "{\"name\":\"Build\",\"text\":\"message " + i + "\"}",
                    "Authorization",
                    "Bearer a-key-of-one-who-floods");
            answers.add(api.sendLater(request));
        }
        List<HttpResponse<String>> refused = answers.stream()
                .map(CompletableFuture::join)
                .filter(answer -> answer.statusCode() != 201)
                .toList();
        assertFalse(refused.isEmpty());
        for (HttpResponse<String> answer : refused) {
            assertEquals(429, answer.statusCode(), answer.body());
            assertTrue(answer.headers().firstValue("Retry-After").isPresent());
            assertEquals("rate-limited", HttpApi.json(answer).getString("code"));
        }
        assertEquals(
                201, post("{\"name\":\"Other\",\"text\":\"nobody else waits\"}").statusCode());
    }

    private URI messages() {
        return api.messages(room);
    }

    private HttpResponse<String> post(String body, String... headers) throws Exception {
        return api.send(request(body, headers));
    }

    private HttpRequest request(String body, String... headers) {
        HttpRequest.Builder request =
                HttpApi.request(messages(), "Content-Type", "application/json", "Authorization", "Bearer " + KEY);
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return request.POST(HttpRequest.BodyPublishers.ofString(body)).build();
    }
}

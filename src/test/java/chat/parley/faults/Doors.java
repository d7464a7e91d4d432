package chat.parley.faults;

import chat.parley.client.Chatter;
import chat.parley.client.CommandText;
import chat.parley.client.EngineClient;
import chat.parley.client.Heard;
import chat.parley.client.HttpApi;
import chat.parley.client.Way;
import chat.parley.e2e.host.Host;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * Whether each door lets a member into a room.
 *
 * @param key the member's
 */
record Doors(Host host, String key) {
    /** Asks every door anew. @return the answers, by door */
    Map<String, Boolean> admit(Ledger ledger) throws Exception {
        Map<String, Boolean> admitted = new TreeMap<>();
        try (Chatter tab = Chatter.withKey("Jonas", key, host)) {
            Heard rooms = tab.ask("my-rooms");
            admitted.put("my-rooms", rooms.toString().contains(ledger.room()));
            if (ledger.sharesHistory()) { // elsewhere, those who are invited find nothing at first
                admitted.put(
                        "search",
                        tab.ask("search", "query", Ledger.MARK).toString().contains(ledger.room()));
            }
            admitted.put("roles", tab.ask("roles", "room", ledger.room()).is("roles"));
            boolean joined = tab.join(ledger.room()).is("joined");
            admitted.put("join", joined);
            admitted.put("search", finds(tab, ledger, joined));
            admitted.put("history", tab.ask("history", "room", ledger.room()).is("history"));
            admitted.put("post", wrote(ledger, tab.post(ledger.room(), "Jonas is here")));
        }
        for (Way way : Way.values()) {
            admitted.put("Socket.IO by " + way, admits(way, ledger));
        }
        HttpApi api = HttpApi.of(host);
        URI messages = api.messages(ledger.room());
        URI pins = URI.create(messages.toString().replace("/messages", "/pins"));
        admitted.put("HTTP history", reads(api, messages));
        admitted.put("HTTP pins", reads(api, pins));
        HttpRequest post = HttpApi.request(
                        messages,
                        "Authorization",
                        "Bearer " + key,
                        "Content-Type",
                        "application/json",
                        "Idempotency-Key",
                        UUID.randomUUID().toString())
                .POST(BodyPublishers.ofString(CommandText.argument("name", "Jonas", "text", "Jonas is here")))
                .build();
        admitted.put("HTTP post", wrote(ledger, Heard.in(api.send(post).body()).get(0)));
        return admitted;
    }

    /** Waits for the index if something must be found. */
    private static boolean finds(Chatter tab, Ledger ledger, boolean joined) {
        BooleanSupplier found =
                () -> tab.ask("search", "query", ledger.query()).toString().contains(ledger.room());
        if (joined && ledger.sharesHistory()) { // elsewhere, those who are invited find nothing at first
            Await.until(
                    "the search finds " + ledger.query(),
                    found,
                    () -> tab.ask("search", "query", ledger.query()).toString());
        }
        return found.getAsBoolean() || joined;
    }

    private boolean reads(HttpApi api, URI uri) throws Exception {
        HttpResponse<String> response = api.get(uri, "Authorization", "Bearer " + key);
        if (response.statusCode() != 200 && response.statusCode() != 404) {
            throw new AssertionError(response + " " + response.body());
        }
        return response.statusCode() == 200;
    }

    private static boolean wrote(Ledger ledger, Heard reply) {
        if (reply.is("ack")) {
            ledger.wrote(reply.offset());
        }
        return reply.is("ack");
    }

    private boolean admits(Way way, Ledger ledger) throws Exception {
        try (EngineClient client = way.open(host)) {
            client.enter("40/parley," + CommandText.argument("name", "Jonas", "key", key));
            client.send(EngineClient.event(900, "join", "room", ledger.room()));
            return client.await("43/parley,900[").contains("\"joined\"");
        }
    }
}

package chat.parley.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.Documentation;
import chat.parley.client.Chatter;
import chat.parley.client.CommandText;
import chat.parley.client.EngineClient;
import chat.parley.client.Heard;
import chat.parley.client.HttpApi;
import chat.parley.client.Scene;
import chat.parley.client.SocketClient;
import chat.parley.client.TokenIssuer;
import chat.parley.e2e.host.Hosts;
import chat.parley.e2e.host.StoreContract;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The table in docs/rights.md: what each role may do in a private room, the same at every door. */
@StoreContract
@Timeout(60)
class RightsTableIT {
    private static final String YES = "✓";
    private static final String NOTHING = "nothing";
    private static final List<String> ROLES =
            List.of("owner", "moderator", "member", "guest", "reader", "none", "banned");

    @RegisterExtension
    final Scene scene = new Scene(Hosts.shared(settings()));

    private final HttpApi api = HttpApi.of(scene.host());
    private final Map<String, Person> people = new LinkedHashMap<>();
    private String room;
    private Chatter owner;
    private Chatter passer;
    private long message;
    private int acks;

    private static Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>(TokenIssuer.ACCEPTED);
        settings.putAll(Map.of("rate", "1000", "burst", "1000"));
        return settings;
    }

    /** One member, connected to all doors. */
    private record Person(String token, Chatter chatter, SocketClient socket) {}

    /** Something that a person tries at one door. */
    private interface Attempt {
        /** @return {@link #YES}, {@link #NOTHING} or the code of the error */
        String by(Person person) throws Exception;
    }

    @Test
    void theTableIsWhatEveryDoorAnswers() throws Exception {
        begin();
        List<String> measured = new ArrayList<>();
        measured.add("| action | " + String.join(" | ", people.keySet()) + " |");
        for (Map.Entry<String, List<Attempt>> action : actions().entrySet()) {
            StringBuilder line = new StringBuilder("| " + action.getKey() + " |");
            for (Map.Entry<String, Person> person : people.entrySet()) {
                Set<String> answers = new LinkedHashSet<>();
                for (Attempt attempt : action.getValue()) {
                    answers.add(attempt.by(person.getValue()));
                }
                assertEquals(1, answers.size(), action.getKey() + " by " + person.getKey() + ": " + answers);
                line.append(' ').append(answers.iterator().next()).append(" |");
            }
            measured.add(line.toString());
        }
        List<String> documented = Documentation.page("docs/rights.md")
                .lines()
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("| ") && !line.startsWith("| -"))
                .toList();
        assertEquals(String.join("\n", measured), String.join("\n", documented));
    }

    private void begin() throws Exception {
        for (String role : ROLES) {
            people.put(role, person(role));
        }
        owner = people.get("owner").chatter();
        passer = scene.withKey("Passer", scene.key("passer"));
        room = owner.ask("create-room", "kind", "private", "title", "Plans").room();
        for (Person person : people.values()) {
            if (person.chatter() != owner) {
                setRole(person.chatter(), "member");
            }
            assertTrue(person.chatter().join(room).is("joined"));
            person.socket().join(room);
        }
        message = owner.post(room, "moonshine").offset();
        for (String role : ROLES.subList(1, ROLES.size())) {
            setRole(people.get(role).chatter(), role);
        }
        people.put("stranger", person("stranger"));
        while (!search(people.get("owner")).equals(YES)) {
            Thread.onSpinWait(); // until it is indexed
        }
    }

    private Person person(String name) throws Exception {
        String token = TokenIssuer.SHARED.token(scene.room() + name, name);
        Chatter chatter = scene.connect();
        assertTrue(TokenIT.hello(chatter, token).is("welcome"));
        SocketClient socket = scene.keep(SocketClient.open(scene.host()));
        socket.enter("40/parley," + CommandText.argument("token", token));
        return new Person(token, chatter, socket);
    }

    private void setRole(Chatter member, String role) {
        Heard reply = owner.ask("set-role", "room", room, "member", member.id(), "role", role);
        assertTrue(reply.is("ack"), reply.toString());
    }

    private Map<String, List<Attempt>> actions() {
        Map<String, List<Attempt>> actions = new LinkedHashMap<>();
        actions.put("join", inSessions("join"));
        actions.put("read the history", everywhere("history", person -> get(person, "messages")));
        actions.put("list pins", everywhere("pins", person -> get(person, "pins")));
        actions.put("list roles", inSessions("roles"));
        actions.put("find messages", List.of(this::search));
        actions.put("post", everywhere("post", this::post, "text", "hello"));
        actions.put("react", inSessions("react", "target", (Fresh) () -> message, "emoji", "🎉"));
        actions.put("pin", everywhere("pin", this::pin, "target", (Fresh) () -> message));
        actions.put("set the topic", inSessions("topic", "topic", "Whatever"));
        actions.put("delete another's message", inSessions("delete", "target", (Fresh) this::byPasser));
        actions.put("invite", inSessions("set-role", "member", (Fresh) () -> passer("none"), "role", "member"));
        actions.put("remove", inSessions("set-role", "member", (Fresh) () -> passer("member"), "role", "none"));
        actions.put("ban", inSessions("set-role", "member", (Fresh) () -> passer("member"), "role", "banned"));
        actions.put(
                "appoint a moderator",
                inSessions("set-role", "member", (Fresh) () -> passer("member"), "role", "moderator"));
        actions.put("set the title", inSessions("title", "title", "Plans"));
        actions.put("set the rules", inSessions("set-rules", "rules", "Be kind"));
        actions.put("read the rules", inSessions("rules"));
        actions.put("set slow mode", inSessions("slow-mode", "seconds", 0));
        actions.put("read the audit log", inSessions("audit"));
        actions.put("open an archived room", inSessions("unarchive"));
        actions.put(
                "delete the room",
                everywhere("delete-room", this::delete).stream()
                        .map(this::inARoomToDelete)
                        .toList());
        return actions;
    }

    /** The owner gets another room for each attempt; nobody else may succeed. */
    private Attempt inARoomToDelete(Attempt attempt) {
        return person -> {
            String kept = room;
            if (person.chatter() == owner) {
                room = owner.ask("create-room", "kind", "private", "title", "Draft")
                        .room();
            }
            try {
                return attempt.by(person);
            } finally {
                room = kept;
            }
        };
    }

    private String delete(Person person) throws Exception {
        return byHttp(request(person, URI.create(resource("").toString().replaceFirst("/$", "")))
                .DELETE());
    }

    /** A field whose value is made for each attempt. */
    private interface Fresh {
        Object value();
    }

    private Object byPasser() {
        passer("member");
        passer.join(room);
        return passer.post(room, "hello").offset();
    }

    private Object passer(String role) {
        setRole(passer, role);
        return passer.id();
    }

    private List<Attempt> inSessions(String type, Object... fields) {
        return List.of(person -> bySession(person, type, fields), person -> bySocket(person, type, fields));
    }

    private List<Attempt> everywhere(String type, Attempt byHttp, Object... fields) {
        List<Attempt> attempts = new ArrayList<>(inSessions(type, fields));
        attempts.add(byHttp);
        return attempts;
    }

    private Object[] filled(Object... fields) {
        List<Object> filled = new ArrayList<>(List.of("room", room));
        for (Object field : fields) {
            filled.add(field instanceof Fresh fresh ? fresh.value() : field);
        }
        return filled.toArray();
    }

    private String bySession(Person person, String type, Object... fields) {
        return answer(person.chatter().ask(type, filled(fields)).json());
    }

    private String bySocket(Person person, String type, Object... fields) throws Exception {
        int ack = 1_000 + acks++;
        person.socket().send(EngineClient.event(ack, type, filled(fields)));
        return answer(EngineClient.array(person.socket().await("43/parley," + ack + "["))
                .getJsonObject(0));
    }

    private static String answer(JsonObject reply) {
        return reply.getString("code", YES);
    }

    private String search(Person person) throws Exception {
        HttpResponse<String> found =
                api.send(request(person, api.at("search?q=moonshine")).build());
        return found.body().contains(room) ? YES : NOTHING;
    }

    private String get(Person person, String resource) throws Exception {
        return byHttp(request(person, resource(resource)));
    }

    private String post(Person person) throws Exception {
        return byHttp(request(person, resource("messages"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"text\":\"hello\"}")));
    }

    private String pin(Person person) throws Exception {
        return byHttp(request(person, resource("pins/" + message)).PUT(HttpRequest.BodyPublishers.noBody()));
    }

    private URI resource(String name) {
        return URI.create(api.messages(room).toString().replaceFirst("messages$", name));
    }

    private static HttpRequest.Builder request(Person person, URI uri) {
        return HttpApi.request(uri, "Authorization", "Bearer " + person.token());
    }

    private String byHttp(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> response = api.send(request.build());
        return response.statusCode() < 300 ? YES : answer(HttpApi.json(response));
    }
}

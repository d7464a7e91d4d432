package chat.parley.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Chatter;
import chat.parley.client.Heard;
import chat.parley.client.Scene;
import chat.parley.e2e.host.FaultTest;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Hosts;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One member under two names joins and leaves endlessly; a full room must not receive every change. */
@FaultTest
class RestlessMemberIT {
    private static final Map<String, String> UNLIMITED = Map.of("rate", "1000000", "burst", "1000000");
    private static final int CROWD = 150;
    private static final int TURNS = 1_000;
    /** The first two changes are immediate, later ones at most one per second. */
    private static final int AT_ONCE = 2;

    private static Host host;

    @RegisterExtension
    final Scene scene = new Scene(host);

    @BeforeAll
    static void start() {
        host = Hosts.fresh(UNLIMITED);
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @Test
    void oneMembersComingsAndGoingsAreToldOnceASecond() throws Exception {
        List<Chatter> crowd = IntStream.range(0, CROWD)
                .mapToObj(n -> scene.joined("Guest " + n))
                .toList();
        String key = scene.key("restless");
        List<Chatter> restless = Stream.of("Ada", "Ada Lovelace")
                .map(name -> scene.withKey(name, key))
                .toList();
        String member = restless.get(0).id();
        try (Onlooker onlooker = new Onlooker(host)) {
            long begin = System.nanoTime();
            List<CompletableFuture<Void>> attacks = restless.stream()
                    .map(one -> CompletableFuture.runAsync(() -> comeAndGo(one), task -> new Thread(task).start()))
                    .toList();
            onlooker.assertAnswered();
            attacks.forEach(CompletableFuture::join);
            onlooker.assertAnswered();
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin) + 1;
            restless.forEach(one -> one.ask("leave", "room", scene.room()));

            Chatter witness = crowd.get(0);
            witness.post(scene.room(), "The end");
            crowd.forEach(each -> each.await(Heard.message(scene.room(), "The end")));
            int told = witness.heard(Heard.presence(member)).size();
            assertTrue(told <= AT_ONCE * (seconds + 1), told + " changes of one member in " + seconds + " s");
            assertEquals(0, witness.heard(event -> event.is("members")).size(), "complete member lists");
        }
        Predicate<Heard> gone =
                event -> event.is("member-left") && event.member().equals(member);
        crowd.forEach(each -> each.await(gone));
    }

    private void comeAndGo(Chatter one) {
        for (int i = 0; i < TURNS; i++) {
            one.say("join", "room", scene.room());
            one.ask("leave", "room", scene.room());
        }
    }
}

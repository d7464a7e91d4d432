package chat.parley.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Chatter;
import chat.parley.client.Heard;
import chat.parley.client.Scene;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One client exceeds its rate limit. */
class FloodIT {
    private static final int BURST = 100;
    private static final int RATE = 20;
    private static final int FLOOD = 300;

    @RegisterExtension
    final Scene scene = new Scene();

    @Test
    void whoAsksTooMuchIsToldWhenToTryAgain() {
        Chatter flooder = scene.connect();
        Chatter other = scene.connect();
        long begin = System.nanoTime();
        List<String> refs =
                IntStream.range(0, FLOOD).mapToObj(n -> flooder.say("ping")).toList();
        List<Heard> answers = refs.stream().map(flooder::reply).toList();
        double seconds = (System.nanoTime() - begin) / 1e9;
        List<Heard> refused =
                answers.stream().filter(Heard.error("rate-limited")).toList();

        int granted = FLOOD - refused.size();
        assertTrue(
                granted >= BURST && granted <= BURST + RATE * seconds + 1, granted + " granted in " + seconds + " s");
        assertTrue(refused.stream()
                .allMatch(answer -> answer.retryAfter() > 0 && answer.retryAfter() <= 1_000 / RATE + 1));
        refs.forEach(ref -> assertEquals(1, flooder.heard(Heard.reply(ref)).size()));
        assertTrue(other.ask("ping").is("pong"));

        long wait = refused.get(refused.size() - 1).retryAfter();
        CompletableFuture.runAsync(
                        () -> assertTrue(flooder.ask("ping").is("pong")),
                        CompletableFuture.delayedExecutor(wait, TimeUnit.MILLISECONDS))
                .join();
    }

    @Test
    void whatIsRefusedIsNotDone() {
        String room = scene.room();
        Chatter flooder = scene.joined("Flooder");
        Chatter reader = scene.joined("Reader");
        List<String> refs = IntStream.range(0, FLOOD)
                .mapToObj(n -> flooder.say("post", "room", room, "text", "Word " + n))
                .toList();
        List<Heard> stored = refs.stream()
                .map(flooder::reply)
                .filter(answer -> answer.is("ack"))
                .toList();
        assertTrue(stored.size() < FLOOD);

        reader.post(room, "The end");
        assertEquals(
                stored.size() + 1, reader.await(Heard.message(room, "The end")).offset());
        List<String> seen =
                reader.heard(Heard.message(room)).stream().map(Heard::ref).toList();
        assertEquals(stored.stream().map(Heard::ref).toList(), seen.subList(0, stored.size()));
    }

    @Test
    void framesThatAreNoCommandsCountAsWell() {
        Chatter scribbler = scene.connect();
        IntStream.range(0, FLOOD).forEach(n -> scribbler.send("nonsense"));
        List<Heard> answers = scribbler.await(FLOOD, event -> event.is("error"));
        assertTrue(answers.stream().anyMatch(Heard.error("rate-limited")));
        assertTrue(answers.stream().anyMatch(Heard.error("malformed")));
    }
}

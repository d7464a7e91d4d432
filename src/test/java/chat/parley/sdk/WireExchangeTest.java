package chat.parley.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which reply belongs to which command. */
class WireExchangeTest {
    private final WireExchange exchange = new WireExchange(command -> true);
    private final List<String> answered = new ArrayList<>();

    private static WireCommand post(String room) {
        return WireCommand.of("post", "answer-1", "room", room, "text", "It was 10:00");
    }

    private static WireEvent event(String json) {
        return WireEvent.in(json).get(0);
    }

    private void send(WireCommand command, String what) {
        exchange.send(command, reply -> answered.add(what + " " + reply.number("offset")));
    }

    @Test
    void aCommandThatWasSentTwiceIsAnsweredOnce() {
        send(post("lobby"), "first");
        send(post("lobby"), "second");
        WireEvent ack = event("{\"type\":\"ack\",\"ref\":\"answer-1\",\"room\":\"lobby\",\"offset\":7}");
        assertTrue(exchange.take(ack));
        assertTrue(exchange.take(ack), "or the room's log would take it for an entry");
        assertTrue(exchange.take(ack));
        assertEquals(List.of("second 7"), answered);
    }

    @Test
    void aRefOfAnotherRoomIsFreeWhenAllItsRepliesHaveArrived() {
        WireCommand elsewhere = post("platform");
        assertTrue(exchange.isFree(elsewhere));
        send(post("lobby"), "lobby");
        send(post("lobby"), "lobby");
        assertTrue(exchange.isFree(post("lobby")));
        assertFalse(exchange.isFree(elsewhere));
        exchange.take(event("{\"type\":\"error\",\"ref\":\"answer-1\",\"code\":\"busy\"}"));
        assertFalse(exchange.isFree(elsewhere));
        exchange.take(event("{\"type\":\"ack\",\"ref\":\"answer-1\",\"offset\":7}"));
        assertTrue(exchange.isFree(elsewhere));
        send(post("lobby"), "lobby");
        exchange.clear();
        assertTrue(exchange.isFree(elsewhere));
    }

    @Test
    void eventsAreNoReplies() {
        send(post("lobby"), "lobby");
        assertFalse(exchange.take(event("{\"type\":\"message\",\"ref\":\"answer-1\",\"offset\":7}")));
        assertFalse(exchange.take(event("{\"type\":\"error\",\"code\":\"malformed\"}")));
        assertEquals(List.of(), answered);
    }
}

package chat.parley.e2e.socketio;

import chat.parley.client.EngineClient;
import chat.parley.client.Way;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Hosts;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Malformed packets close the connection, because their meaning is unknown. */
class MalformedPacketsIT {
    private static final String PLACE = "{\"_placeholder\":true,\"num\":0}";

    /** Sent to a client in both namespaces. */
    private static final List<String> UNKNOWN =
            List.of("4", "47", "48[\"ping\"]", "49", "4a", "4-", "4{}", "4[\"ping\"]", "4\u0663[\"ping\"]");

    private static final List<String> NO_JSON = List.of(
            "42[",
            "42[\"ping\"",
            "42[\"ping\",]",
            "42[\"ping\"]]",
            "42[\"ping\"]x",
            "42{",
            "42ping",
            "42[ping]",
            "42['ping']",
            "42[\"ping\",{\"a\"}]",
            "42/parley,1[\"ping\",{]",
            "43/parley,1[",
            "42\"",
            "42[\"ping\",NaN]",
            "42[\"ping\",01]");
    private static final List<String> NO_EVENT = List.of(
            "42",
            "421",
            "42/parley,",
            "42{}",
            "42\"ping\"",
            "427",
            "42null",
            "42true",
            "42[]",
            "42[null]",
            "42[true]",
            "42[{}]",
            "42[[\"ping\"]]",
            "42/parley,1{\"type\":\"ping\"}");
    private static final List<String> RESERVED = Stream.of(
                    "connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener")
            .map(name -> "42/parley,[\"" + name + "\"]")
            .toList();
    private static final List<String> NO_CONNECT =
            List.of("40[]", "40\"abc\"", "407", "40null", "40true", "40/other,[1]", "40/other,{", "40/other,\"abc\"");
    private static final List<String> NO_DISCONNECT =
            List.of("41{}", "41[]", "41\"bye\"", "41/parley,{}", "41/parley,{\"a\":1}", "41null");
    private static final List<String> NO_ACK =
            List.of("431", "431{}", "431\"x\"", "431null", "43/parley,1{}", "43/parley,1");
    private static final List<String> NOT_FOR_CLIENTS =
            List.of("44", "44{\"message\":\"no\"}", "44\"no\"", "44/parley,{\"message\":\"no\"}");
    private static final List<String> OUT_OF_TURN = List.of(
            "40",
            "40{}",
            "40/parley,",
            "40/parley,{\"name\":\"Mira\"}",
            "42/other,[\"ping\"]",
            "43/other,1[]",
            "42/constructor,1[\"ping\"]");
    private static final List<String> COUNTS = List.of(
            "45[\"bin\"," + PLACE + "]",
            "45-[\"bin\"]",
            "450-[\"bin\"]",
            "4511-[\"bin\"," + PLACE + "]",
            "45-1-[\"bin\"," + PLACE + "]",
            "45x-[\"bin\"]",
            "451.5-[\"bin\"," + PLACE + "]",
            "451[\"bin\"," + PLACE + "]",
            "4599999999999-[\"bin\"," + PLACE + "]",
            "460-1[]",
            "4611-1[" + PLACE + "]",
            "451",
            "451-");
    private static final List<String> NUMBERS = List.of(
            "1", "-1", "10", "0.5", "\"0\"", "null", "{}", "\"length\"", "\"__proto__\"", "99999999999999999999");

    private final Host host = Hosts.current();

    static Stream<Arguments> packets() {
        return Stream.of(
                        UNKNOWN,
                        NO_JSON,
                        NO_EVENT,
                        RESERVED,
                        NO_CONNECT,
                        NO_DISCONNECT,
                        NO_ACK,
                        NOT_FOR_CLIENTS,
                        OUT_OF_TURN,
                        COUNTS)
                .flatMap(List::stream)
                .flatMap(MalformedPacketsIT::onEachWay);
    }

    static Stream<Arguments> numbers() {
        return NUMBERS.stream().flatMap(MalformedPacketsIT::onEachWay);
    }

    private static Stream<Arguments> onEachWay(String packet) {
        return Stream.of(Way.values()).map(way -> Arguments.of(packet, way));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("packets")
    void thePacketEndsTheConnection(String packet, Way way) throws Exception {
        EngineClient client = way.open(host);
        client.enter("40");
        client.enter("40/parley,");
        client.send(packet);
        client.awaitEnd();
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("numbers")
    void thePlaceOfAnAttachmentIsOneOfThoseThatCame(String number, Way way) throws Exception {
        EngineClient client = way.open(host);
        client.enter("40");
        client.send("451-[\"bin\",{\"_placeholder\":true,\"num\":" + number + "}]", "bAQID");
        client.awaitEnd();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void textInPlaceOfAnAttachmentEndsTheConnection(Way way) throws Exception {
        EngineClient client = way.open(host);
        client.enter("40/parley,");
        client.send("451-/parley,[\"bin\"," + PLACE + "]", "42/parley,1[\"ping\"]");
        client.awaitEnd();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void bytesThatBelongToNothingEndTheConnection(Way way) throws Exception {
        for (List<String> packets : List.of(
                List.of("bAQID"),
                List.of("b"),
                List.of("42/parley,1[\"ping\"]", "bAQID"),
                List.of("451-/parley,[\"bin\"," + PLACE + "]", "bAQID", "bAQID"))) {
            EngineClient client = way.open(host);
            client.enter("40/parley,");
            client.send(packets.toArray(String[]::new));
            client.awaitEnd();
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void whoHasEnteredNothingMaySayNothing(Way way) throws Exception {
        for (List<String> packets : List.of(
                List.of("42[\"ping\"]"),
                List.of("42/parley,1[\"ping\"]"),
                List.of("41"),
                List.of("431[]"),
                List.of("451-[\"bin\"," + PLACE + "]", "bAQID"))) {
            EngineClient client = way.open(host);
            client.send(packets.toArray(String[]::new));
            client.awaitEnd();
        }
    }
}

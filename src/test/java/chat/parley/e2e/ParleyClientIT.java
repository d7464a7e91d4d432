package chat.parley.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.SdkListener;
import chat.parley.client.SdkListener.Came;
import chat.parley.client.SdkListener.Told;
import chat.parley.client.TokenIssuer;
import chat.parley.client.UnusedRoom;
import chat.parley.client.WaitLimit;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.HostContract;
import chat.parley.e2e.host.Hosts;
import chat.parley.faults.Proxy;
import chat.parley.sdk.Cause;
import chat.parley.sdk.ChatMessage;
import chat.parley.sdk.ChatRoom;
import chat.parley.sdk.ClientOptions;
import chat.parley.sdk.ConnectionState;
import chat.parley.sdk.JoinOptions;
import chat.parley.sdk.ListedRoom;
import chat.parley.sdk.MemberRole;
import chat.parley.sdk.MessageChange;
import chat.parley.sdk.MessagePage;
import chat.parley.sdk.ParleyClient;
import chat.parley.sdk.ParleyException;
import chat.parley.sdk.RoomListener;
import chat.parley.sdk.Stored;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The Java client for other applications, with real servers. */
@Order(1) // slow, so it starts early
class ParleyClientIT {
    private static final Duration SOON = Duration.ofMillis(20);
    private static final Map<String, String> FAST = Map.of("rate", "1000000", "burst", "1000000");

    private final String name = UnusedRoom.name();
    private final List<ParleyClient> clients = new ArrayList<>();
    private final SdkListener heard = new SdkListener();

    @AfterEach
    void closeClients() {
        clients.forEach(ParleyClient::close);
    }

    private static ClientOptions to(URI server) {
        return ClientOptions.of(server).delays(SOON, Duration.ofMillis(200));
    }

    private ParleyClient keep(ParleyClient client) {
        clients.add(client);
        return client;
    }

    private ParleyClient guest(String who, URI server) {
        return keep(ParleyClient.connect(to(server).guest(who).listener(heard.ofClient())));
    }

    private static <T> T get(CompletableFuture<T> future) {
        try {
            return future.get(WaitLimit.MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    private static ParleyException failure(CompletableFuture<?> future) {
        ExecutionException failed =
                assertThrows(ExecutionException.class, () -> future.get(WaitLimit.MILLIS, TimeUnit.MILLISECONDS));
        return (ParleyException) failed.getCause();
    }

    @Test
    @HostContract
    void twoProgramsTalk() {
        URI server = Hosts.current().ws();
        ParleyClient mira = guest("Mira", server);
        ParleyClient jonas = guest("Jonas", server);
        ChatRoom miras = get(mira.join(name, heard));
        SdkListener jonasHears = new SdkListener();
        ChatRoom jonases = get(jonas.join(name.toUpperCase(Locale.ROOT), jonasHears));
        assertEquals(name, jonases.id(), "in the room's own spelling");
        heard.awaitTold("joined Jonas");
        assertEquals(2, jonases.online());

        Stored first = get(miras.send("Good morning, @Jonas"));
        ChatMessage message = jonasHears.awaitText("Good morning, @Jonas");
        assertEquals(first.offset(), message.offset());
        assertEquals(first.position(), message.position());
        assertEquals(get(mira.ready()), message.author());
        assertTrue(message.mentions(jonas.me())
                && !message.mine()
                && heard.awaitText(message.text()).mine());
        assertEquals(Cause.LIVE, jonasHears.all(Came.class).get(0).cause());

        long target = first.offset();
        jonases.typing();
        heard.awaitTold("typing Jonas");
        get(jonases.send("Hello", target, null));
        get(jonases.react(target, "🎉"));
        get(miras.react(target, "🎉"));
        get(jonases.unreact(target, "🎉"));
        get(jonases.pin(target));
        get(miras.edit(target, "Good morning"));
        get(miras.setTopic("Releases"));
        assertEquals(target, heard.awaitText("Hello").replyTo());
        jonasHears.awaitTold("topic Releases");

        List<MessageChange> changes = jonasHears.await(MessageChange.class, change -> true, 5);
        ChatMessage now = message;
        for (MessageChange change : changes) {
            now = change.apply(change.apply(now)); // the second time changes nothing
        }
        MessagePage page = get(miras.history());
        assertEquals(target, page.messages().get(0).offset());
        ChatMessage stored = page.messages().get(0);
        assertEquals("Good morning", now.text());
        assertEquals(
                List.of(stored.text(), stored.pinned(), stored.reactions(), stored.editedAt(), stored.mentions()),
                List.of(now.text(), now.pinned(), now.reactions(), now.editedAt(), now.mentions()));
        assertEquals(List.of(mira.me()), now.reactions().get(0).members());
        assertEquals(target, get(jonases.pins()).get(0).offset());

        get(miras.delete(target));
        MessageChange deletion =
                jonasHears.await(MessageChange.class, change -> change.kind() == MessageChange.Kind.DELETED);
        assertTrue(deletion.apply(now).deleted());
        assertEquals("not-found", failure(miras.edit(target, "too late")).code());
        assertEquals("forbidden", failure(jonases.setTitle("Mine")).code());
        assertTrue(get(mira.rooms(name)).stream().anyMatch(room -> room.room().equals(name)));
        assertEquals("Releases", jonases.facts().topic());
        assertEquals(List.of("Good morning, @Jonas", "Hello"), heard.texts());

        jonas.close();
        heard.awaitTold("left Jonas");
        assertEquals(ConnectionState.CLOSED, jonas.state());
        assertEquals(ParleyException.CLOSED, failure(jonases.send("gone")).code());
        assertEquals(
                "closed",
                ((ParleyException) jonasHears.awaitTold("closed closed").facts()[0]).code());
    }

    @Test
    void whatWasWrittenWhileTheServerWasDeadArrivesOnceAndInOrder() {
        try (Host host = Hosts.fresh(FAST)) {
            ParleyClient mira = guest("Mira", host.ws());
            ChatRoom miras = get(mira.join(name, new SdkListener()));
            ParleyClient jonas = keep(ParleyClient.connect(to(host.ws()).guest("Jonas")));
            get(jonas.join(name, heard));
            for (int i = 1; i <= 10; i++) {
                get(miras.send("message " + i));
            }
            heard.awaitText("message 10");
            host.kill();
            heard.awaitTold("state WAITING");
            List<CompletableFuture<Stored>> sending = IntStream.rangeClosed(11, 30)
                    .mapToObj(i -> miras.send("message " + i))
                    .toList();
            CompletableFuture<MessagePage> asked = miras.history();
            assertFalse(sending.get(0).isDone());
            host.start();
            sending.forEach(ParleyClientIT::get);
            heard.awaitText("message 30");
            assertEquals(
                    IntStream.rangeClosed(1, 30).mapToObj(i -> "message " + i).toList(), heard.texts());
            assertEquals(
                    List.of(),
                    heard.all(Told.class).stream()
                            .filter(told -> told.what().equals("reset"))
                            .toList());
            assertTrue(get(asked).messages().size() >= 10);
        }
    }

    @Test
    void aProgramThatStartsAgainGoesOnWhereItWas() {
        URI server = Hosts.current().ws();
        String key = ClientOptions.newKey();
        ChatRoom writer = get(guest("Mira", server).join(name, new SdkListener()));
        get(writer.send("one"));
        ParleyClient before = keep(ParleyClient.connect(to(server).guest("Bot", key)));
        ChatRoom first = get(before.join(name, heard));
        String since = heard.awaitText("one").position();
        String ref = "job-17-of-" + name.replace(' ', '-');
        Stored stored = get(first.send("answer", null, ref));
        before.close();
        get(writer.send("two"));

        SdkListener after = new SdkListener();
        ParleyClient again = keep(ParleyClient.connect(to(server).guest("Bot", key)));
        ChatRoom second = get(again.join(name, after, JoinOptions.since(since)));
        after.awaitText("two");
        assertEquals(List.of("answer", "two"), after.texts());
        assertEquals(Cause.RESUME, after.all(Came.class).get(0).cause());
        assertEquals(stored.offset(), get(second.send("answer", null, ref)).offset());
        assertEquals("conflict", failure(second.send("other", null, ref)).code());
        assertEquals(List.of("one", "answer", "two"), textsOf(get(second.history())));

        SdkListener elsewhere = new SdkListener();
        get(guest("Nora", server).join(name, elsewhere, JoinOptions.since("0000000-1-0000")));
        elsewhere.awaitText("two");
        assertEquals(
                "reset",
                elsewhere.all(Told.class).stream()
                        .map(Told::what)
                        .filter(what -> what.startsWith("reset"))
                        .findFirst()
                        .orElse("no reset"));
        assertEquals(
                "not-found",
                failure(again.join(
                                UnusedRoom.name(),
                                RoomListener.ofMessages(message -> {}),
                                JoinOptions.NEWEST.onlyIfItExists()))
                        .code());
    }

    private static List<String> textsOf(MessagePage page) {
        return page.messages().stream().map(ChatMessage::text).toList();
    }

    @Test
    void aTokenIsRenewedBeforeItExpiresAndAskedForAgain() {
        URI server = Hosts.shared(TokenIssuer.ACCEPTED).ws();
        AtomicInteger asked = new AtomicInteger();
        Callable<String> tokens = () -> switch (asked.incrementAndGet()) {
            case 1 -> throw new IOException("no network");
            case 2 -> token("Mira", -52); // for which the server grants a minute
            default -> token("Mira Okafor", 600);
        };
        ParleyClient mira = keep(ParleyClient.connect(to(server).token(tokens).listener(heard.ofClient())));
        assertEquals("Mira", get(mira.ready()).name());
        assertFalse(mira.me().isGuest());
        assertEquals(
                "[Mira Okafor]", List.of(heard.awaitTold("renamed").facts()).toString());
        List<String> states = heard.all(Told.class).stream().map(Told::what).toList();
        assertEquals(List.of("state WAITING", "state CONNECTING", "state OPEN", "renamed"), states);
        assertEquals(
                ParleyException.TOKEN_SUPPLIER,
                ((ParleyException) heard.awaitTold("state WAITING").facts()[0]).code());
        assertEquals(3, asked.get());
        assertEquals("forbidden", failure(mira.rename("Somebody")).code());

        ParleyClient mallory = keep(ParleyClient.connect(to(server).token(() -> "eyJhbGciOiJub25lIn0.e30.")));
        assertEquals(ParleyException.UNAUTHORIZED, failure(mallory.ready()).code());
        assertEquals(ConnectionState.CLOSED, mallory.state());
    }

    private String token(String who, int seconds) {
        return TokenIssuer.SHARED.token(name, who, Instant.now().plusSeconds(seconds));
    }

    @Test
    void whoeverIsRemovedFromARoomHearsItAndWhoIsInvitedAgainComesBack() {
        URI server = Hosts.current().ws();
        ParleyClient mira = keep(ParleyClient.connect(to(server).guest("Mira")));
        ParleyClient jonas = guest("Jonas", server);
        String id = get(jonas.ready()).id();
        ChatRoom team = get(mira.createRoom("Release team", List.of(id), new SdkListener()));
        ListedRoom invitation = (ListedRoom) heard.awaitTold("added").facts()[0];
        assertEquals(
                List.of(team.id(), "private", "Release team"),
                List.of(invitation.room(), invitation.kind(), invitation.title()));
        ChatRoom jonases = get(jonas.join(invitation.room(), heard));
        assertThrows(IllegalStateException.class, () -> jonas.room(team.id(), heard, JoinOptions.NEWEST));
        get(jonases.send("Hello"));
        get(team.mute(id, Duration.ofHours(1), "Quiet, please"));
        assertEquals("forbidden", failure(jonases.send("But")).code());
        assertEquals("reader", jonases.facts().role());
        get(team.remove(id, "The project has ended"));
        ParleyException removal =
                (ParleyException) heard.awaitTold("closed removed").facts()[0];
        assertTrue(removal.getMessage().contains("The project has ended"), removal.getMessage());
        heard.awaitTold("removed");
        assertEquals(ParleyException.REMOVED, failure(jonases.send("Wait")).code());
        assertEquals(
                "not-found", failure(jonas.join(team.id(), new SdkListener())).code());

        get(team.invite(id));
        SdkListener again = new SdkListener();
        heard.await(Told.class, told -> told.what().equals("added"), 2);
        get(jonas.join(team.id(), again));
        again.awaitText("Hello");
        assertEquals(
                List.of("owner", "member"),
                get(team.roles()).stream().map(MemberRole::role).toList());
        assertTrue(get(team.audit(null)).entries().stream()
                .anyMatch(entry -> "The project has ended".equals(entry.reason())));
        get(team.leave().exceptionally(onlyOwner -> null));
        get(jonas.openDirect(List.of(get(mira.ready()).id()), new SdkListener()));
        assertEquals(2, get(jonas.myRooms()).size());
    }

    @Test
    void whoeverDeletesARoomOrLeavesItIsToldSo() {
        URI server = Hosts.current().ws();
        ParleyClient mira = guest("Mira", server);
        ParleyClient jonas = keep(ParleyClient.connect(to(server).guest("Jonas")));
        String id = get(jonas.ready()).id();
        ChatRoom team = get(mira.createRoom("Release team", List.of(id), new SdkListener()));
        ChatRoom jonases = get(jonas.join(team.id(), heard));
        get(jonases.leave());
        heard.awaitTold("closed closed");
        get(team.invite(id));
        SdkListener again = new SdkListener();
        get(jonas.join(team.id(), again)); // at once, although the room was left a moment ago
        assertTrue(get(team.deleteRoom("The project has ended")).offset() > 1);
        again.awaitTold("closed removed");
        assertEquals(
                "not-found", failure(jonas.join(team.id(), new SdkListener())).code());
    }

    @Test
    void aSlowListenerHoldsNothingUpAndMissesNothing() throws InterruptedException {
        URI server = Hosts.shared(FAST).ws();
        ChatRoom writer =
                get(keep(ParleyClient.connect(to(server).guest("Mira"))).join(name, new SdkListener()));
        ParleyClient reader =
                keep(ParleyClient.connect(to(server).guest("Jonas").inbox(20, Duration.ofMillis(50))));
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch busy = new CountDownLatch(1);
        ChatRoom read = get(reader.join(name, new RoomListener() {
            @Override
            public void message(ChatMessage message, Cause cause) {
                busy.countDown();
                try {
                    assertTrue(gate.await(WaitLimit.MILLIS, TimeUnit.MILLISECONDS));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                heard.message(message, cause);
            }

            @Override
            public void change(MessageChange change, Cause cause) {
                heard.change(change, cause);
            }
        }));
        for (int i = 1; i <= 300; i++) {
            get(writer.send("message " + i));
        }
        get(writer.edit(1, "message one"));
        assertTrue(busy.await(WaitLimit.MILLIS, TimeUnit.MILLISECONDS));
        assertEquals(302, get(read.send("written while the listener hangs")).offset());
        assertEquals(List.of(), heard.texts());
        gate.countDown();
        heard.awaitText("written while the listener hangs");
        assertEquals(
                LongStream.concat(LongStream.rangeClosed(1, 300), LongStream.of(302))
                        .boxed()
                        .toList(),
                heard.all(Came.class).stream()
                        .map(came -> came.message().offset())
                        .toList());
        assertEquals(
                "message one", heard.await(MessageChange.class, change -> true).text());
    }

    @Test
    void aListenerMayWaitForWhatItSends() {
        URI server = Hosts.current().ws();
        ChatRoom writer =
                get(keep(ParleyClient.connect(to(server).guest("Mira"))).join(name, heard));
        ParleyClient bot = keep(ParleyClient.connect(to(server).guest("Bot")));
        ChatRoom[] room = new ChatRoom[1];
        room[0] = bot.room(
                name,
                RoomListener.ofMessages(message -> {
                    if (!message.mine()) {
                        room[0].send("echo " + message.text()).join();
                        throw new IllegalStateException("A listener that fails is called again");
                    }
                }),
                JoinOptions.NEWEST);
        get(room[0].entered());
        get(writer.send("one"));
        get(writer.send("two"));
        heard.awaitText("echo two");
        assertEquals(
                List.of("one", "two"),
                heard.texts().stream().filter(text -> !text.startsWith("echo")).toList());
    }

    @Test
    void afterRetentionHasOvertakenAReaderItGetsWhatIsStillThere() {
        Map<String, String> settings =
                Map.of("retention", "70", "retention-interval", "200ms", "rate", "1000000", "burst", "1000000");
        try (Host host = Hosts.fresh(settings);
                Proxy proxy = new Proxy(host.ws())) {
            ParleyClient mira = keep(ParleyClient.connect(to(host.ws()).guest("Mira")));
            ChatRoom writer = get(mira.join(name, new SdkListener()));
            get(guest("Jonas", proxy.address(host.ws())).join(name, heard));
            get(writer.send("message 1"));
            heard.awaitText("message 1");
            proxy.stall();
            proxy.reset();
            heard.awaitTold("state WAITING");
            for (int i = 2; i <= 150; i++) {
                get(writer.send("message " + i));
            }
            while (get(writer.historyAfter(0, 1)).floor() < 80) {
                get(writer.history());
            }
            proxy.clear();
            heard.awaitText("message 150");
            get(writer.send("message 151"));
            heard.awaitText("message 151");
            heard.awaitTold("reset");
            List<Long> offsets = heard.all(Came.class).stream()
                    .map(came -> came.message().offset())
                    .toList();
            long floor = offsets.get(1) - 1;
            assertTrue(floor >= 80 && floor < 100, "the reader went on after " + floor + " and not with the newest 50");
            assertEquals(LongStream.rangeClosed(floor + 1, 151).boxed().toList(), offsets.subList(1, offsets.size()));
        }
    }

    @Test
    void aThousandMessagesSurviveConnectionsThatAreCutAllTheTime() throws Exception {
        Host host = Hosts.shared(FAST);
        try (Proxy proxy = new Proxy(host.ws())) {
            URI server = proxy.address(host.ws());
            ChatRoom[] writers = new ChatRoom[2];
            for (int i = 0; i < writers.length; i++) {
                writers[i] = get(keep(ParleyClient.connect(to(server).guest("Writer " + i)))
                        .join(name, new SdkListener()));
            }
            get(keep(ParleyClient.connect(to(server).guest("Reader"))).join(name, heard));
            List<CompletableFuture<Stored>> sending = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                for (int writer = 0; writer < writers.length; writer++) {
                    sending.add(writers[writer].send(writer + " " + i));
                }
            }
            Random random = new Random(17);
            for (int cuts = 1; cuts <= 12; cuts++) {
                int enough = cuts * 70 + random.nextInt(30);
                heard.await(Came.class, came -> true, enough);
                if (random.nextBoolean()) {
                    proxy.cut();
                } else {
                    proxy.reset();
                }
            }
            List<Long> acknowledged =
                    sending.stream().map(each -> get(each).offset()).toList();
            heard.await(Came.class, came -> true, 1_000);
            List<ChatMessage> came =
                    heard.all(Came.class).stream().map(Came::message).toList();
            assertEquals(
                    LongStream.rangeClosed(1, 1_000).boxed().toList(),
                    came.stream().map(ChatMessage::offset).toList());
            assertEquals(new HashSet<>(acknowledged).size(), acknowledged.size());
            for (int writer = 0; writer < writers.length; writer++) {
                String begin = writer + " ";
                assertEquals(
                        IntStream.range(0, 500).mapToObj(i -> begin + i).toList(),
                        came.stream()
                                .map(ChatMessage::text)
                                .filter(text -> text.startsWith(begin))
                                .toList());
            }
            assertEquals(1_000, get(writers[0].history()).head());
        }
    }

    @Test
    void withoutAServerTheOutboxFillsUpAndSaysSo() throws IOException {
        int port;
        try (ServerSocket unused = new ServerSocket(0)) {
            port = unused.getLocalPort();
        }
        ParleyClient client = keep(ParleyClient.connect(to(URI.create("ws://127.0.0.1:" + port + "/ws"))
                .guest("Mira")
                .outbox(3)
                .listener(heard.ofClient())));
        ChatRoom room = client.room(name, heard, JoinOptions.NEWEST);
        List<CompletableFuture<Stored>> waiting =
                IntStream.range(0, 3).mapToObj(i -> room.send("message " + i)).toList();
        ParleyException full = failure(room.send("one too many"));
        assertEquals(ParleyException.OUTBOX_FULL, full.code());
        waiting.get(0).cancel(true); // that frees no place, because the message still waits
        assertEquals(ParleyException.OUTBOX_FULL, failure(client.rooms(null)).code());
        ParleyException why = (ParleyException) heard.awaitTold("state WAITING").facts()[0];
        assertEquals(ParleyException.UNREACHABLE, why.code());
        assertNull(client.me());
        client.close();
        assertEquals(ParleyException.CLOSED, failure(waiting.get(1)).code());
        assertEquals(ParleyException.CLOSED, failure(client.ready()).code());
        assertEquals(
                ParleyException.CLOSED, failure(client.join("elsewhere", heard)).code());
    }

    @Test
    void aNameThatTheServerRefusesEndsTheClient() {
        ParleyClient client = guest("\u202eMira", Hosts.current().ws());
        assertEquals("invalid", failure(client.ready()).code());
        heard.awaitTold("state CLOSED");
        assertThrows(
                IllegalArgumentException.class,
                () -> ParleyClient.connect(ClientOptions.of(Hosts.current().ws())));
    }
}

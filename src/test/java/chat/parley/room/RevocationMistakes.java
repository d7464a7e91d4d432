package chat.parley.room;

import static chat.parley.model.Code.in;
import static chat.parley.model.Mistake.mistake;

import chat.parley.delivery.Cursor;
import chat.parley.delivery.Dispatcher;
import chat.parley.delivery.Replies;
import chat.parley.delivery.Source;
import chat.parley.event.Body;
import chat.parley.event.Event;
import chat.parley.event.RoomId;
import chat.parley.event.RoomKind;
import chat.parley.event.RoomSettings;
import chat.parley.identity.Client;
import chat.parley.log.RoomLog;
import chat.parley.log.RoomMembers;
import chat.parley.log.SqlRoomLog;
import chat.parley.log.StandingRows;
import chat.parley.model.Edit;
import chat.parley.model.Mistake;
import chat.parley.rights.Rights;
import chat.parley.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Checks of rights that somebody could forget. Where a second check stands behind the first one, both are forgotten.
 * See {@link RoomMistakes}.
 */
public final class RevocationMistakes {
    private static final String ANYTHING = "coalesce(?, ?) IS NOT NULL";

    private RevocationMistakes() {}

    public static Stream<Mistake> all() {
        return Stream.of(ofGates(), ofReading(), ofLists(), ofRemovals(), ofTheLog(), ofAddresses())
                .flatMap(mistakes -> mistakes);
    }

    private static Edit withoutRights(Class<?> type, String method) {
        return in(type, method).call(Rights.class, "mayRead").returns(true);
    }

    private static Class<?> hidden(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError("A mistake can no longer be planted: " + name + " is gone", e);
        }
    }

    private static Stream<Mistake> ofGates() {
        return Stream.of(
                mistake(
                        "commands need no right",
                        in(Commands.class, "onRoomLane")
                                .call(Rights.class, "require")
                                .isSkipped()),
                mistake(
                        "posts without a session need no right, and the log does not ask for it",
                        in(Chat.class, "write").call(Rights.class, "require").isSkipped(),
                        in(hidden("chat.parley.log.Fold"), "objection")
                                .calls(Body.class, "objection")
                                .returns(null)),
                mistake(
                        "a member that was removed keeps writing until the server has told it",
                        in(hidden("chat.parley.log.Fold"), "objection")
                                .calls(Body.class, "objection")
                                .returns(null)),
                mistake(
                        "outsiders learn which messages exist",
                        in(hidden("chat.parley.log.Fold"), "objection")
                                .call(Body.Place.class, "refusal")
                                .returns(null)));
    }

    private static Stream<Mistake> ofReading() {
        return Stream.of(
                mistake(
                        "queries without a session need no right",
                        in(Queries.class, "answer")
                                .calls(Queries.class, "requireStill")
                                .isSkipped()),
                mistake(
                        "a query is checked only when it begins",
                        in(Queries.class, "answer")
                                .secondCall(Queries.class, "requireStill")
                                .isSkipped()),
                mistake(
                        "a reply is checked only when it is asked for",
                        in(Replies.class, "takeSome")
                                .call(Event.Reply.class, "readable")
                                .becomes(RevocationMistakes.class, "whole")),
                mistake(
                        "a search finds what the member must not read, and shows it",
                        in(hidden("chat.parley.index.SearchHits"), "<clinit>")
                                .call(String.class, "format")
                                .becomes(RevocationMistakes.class, "anything"),
                        withoutRights(Searches.class, "find")),
                mistake(
                        "a search drops what the member must not read only after paging",
                        in(hidden("chat.parley.index.SearchHits"), "<clinit>")
                                .call(String.class, "format")
                                .becomes(RevocationMistakes.class, "anything")));
    }

    private static Stream<Mistake> ofLists() {
        return Stream.of(
                mistake(
                        "rooms are listed for those who are banned",
                        withoutRights(Directory.class, "list"),
                        in(Replies.class, "takeSome")
                                .call(Event.Reply.class, "readable")
                                .becomes(RevocationMistakes.class, "whole")),
                mistake(
                        "busy private rooms are listed",
                        in(Rooms.class, "busiest")
                                .call(RoomSettings.class, "kind")
                                .becomes(RevocationMistakes.class, "open")),
                mistake(
                        "a removal leaves the membership, and lists and replies do not ask for the right",
                        in(hidden("chat.parley.log.Rulings"), "write")
                                .call(RoomMembers.class, "follow")
                                .isSkipped(),
                        withoutRights(Directory.class, "roomsOf"),
                        in(Replies.class, "takeSome")
                                .call(Event.Reply.class, "readable")
                                .becomes(RevocationMistakes.class, "whole")),
                mistake(
                        "a removal leaves the membership",
                        in(hidden("chat.parley.log.Rulings"), "write")
                                .call(RoomMembers.class, "follow")
                                .isSkipped()),
                mistake(
                        "a join that is stored after the removal brings the membership back",
                        in(hidden("chat.parley.membership.MembershipTransaction"), "run")
                                .call(Sql.class, "updateAll")
                                .becomes(RevocationMistakes.class, "updateAnyway")));
    }

    private static Stream<Mistake> ofRemovals() {
        return Stream.of(
                mistake(
                        "a removal leaves the sessions in the room",
                        in(Rooms.class, "expel").doesNothing()),
                mistake(
                        "a removal is acknowledged before it is carried out",
                        in(SqlRoomLog.class, "decided")
                                .call(RoomLog.Listener.class, "settled")
                                .becomes(RevocationMistakes.class, "settledAtOnce")),
                mistake(
                        "a removal does not wait for sends under way",
                        in(Session.class, "settled")
                                .call(Dispatcher.class, "settled")
                                .becomes(RevocationMistakes.class, "nothingUnderWay")),
                mistake(
                        "a removal does not wait for responses under way",
                        in(Enforcement.class, "answered")
                                .call(Answers.class, "settled")
                                .becomes(RevocationMistakes.class, "allAnswered")),
                mistake(
                        "a closed source goes on",
                        in(Cursor.class, "next").call(Source.class, "isOpen").returns(true)),
                mistake(
                        "a role that ends by itself ends no delivery",
                        withoutRights(Room.Seat.class, "isOpen"),
                        in(EndedRoles.class, "announce").doesNothing()),
                mistake(
                        "nobody is told that a role has ended",
                        in(EndedRoles.class, "announce").doesNothing()));
    }

    private static Stream<Mistake> ofTheLog() {
        return Stream.of(mistake(
                "rights do not follow the log",
                in(SqlRoomLog.class, "decided")
                        .call(RoomLog.Listener.class, "decided")
                        .isSkipped()));
    }

    private static Stream<Mistake> ofAddresses() {
        return Stream.of(
                mistake(
                        "a banned address keeps nobody out in memory",
                        in(Rights.class, "role")
                                .call(hidden("chat.parley.rights.GuardedRoom"), "bannedAt")
                                .returns(null)),
                mistake(
                        "a guest writes while the ban of its address is stored",
                        in(hidden("chat.parley.log.Rulings"), "role")
                                .call(hidden("chat.parley.log.Rulings"), "isBanned")
                                .returns(false)),
                mistake(
                        "guests at a banned address are not told",
                        in(Enforcement.class, "concerned")
                                .call(Enforcement.class, "isAt")
                                .returns(false)),
                mistake(
                        "a search finds what the address must not read, and shows it",
                        in(Searches.class, "find")
                                .call(Rights.class, "closedTo")
                                .becomes(RevocationMistakes.class, "nothing"),
                        withoutRights(Searches.class, "find")));
    }

    static Set<RoomId> nothing(Rights rights, Client client) {
        return Set.of();
    }

    public static Event.Reply whole(Event.Reply reply, Predicate<String> readable) {
        return reply;
    }

    public static String anything(String format, Object[] arguments) {
        return ANYTHING;
    }

    static RoomKind open(RoomSettings settings) {
        return RoomKind.PUBLIC;
    }

    public static int[] updateAnyway(Connection connection, String command, List<Object[]> lines) throws SQLException {
        return Sql.updateAll(connection, command.replace(StandingRows.ADMITS, ANYTHING), lines);
    }

    static CompletionStage<Void> settledAtOnce(RoomLog.Listener listener, RoomId room) {
        return CompletableFuture.completedFuture(null);
    }

    static CompletableFuture<Void> allAnswered(Answers answers, Predicate<Client> clients) {
        return CompletableFuture.completedFuture(null);
    }

    static CompletionStage<Void> nothingUnderWay(Dispatcher<?> dispatcher) {
        return CompletableFuture.completedFuture(null);
    }
}

package chat.parley.room;

import static chat.parley.model.Code.in;
import static chat.parley.model.Mistake.mistake;

import chat.parley.delivery.Gate;
import chat.parley.delivery.Replies;
import chat.parley.event.Command;
import chat.parley.identity.Client;
import chat.parley.log.DeletedRooms;
import chat.parley.log.Draft;
import chat.parley.log.RoomLog;
import chat.parley.log.SqlRoomLog;
import chat.parley.model.Mistake;
import chat.parley.rights.Rights;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Checks of deleted rooms that somebody could forget. See {@link LostRooms}. */
public final class DeletionMistakes {
    private DeletionMistakes() {}

    public static Stream<Mistake> all() {
        return Stream.concat(inMemory(), inTheLog());
    }

    private static Class<?> hidden(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError("A mistake can no longer be planted: " + name + " is gone", e);
        }
    }

    private static Stream<Mistake> inMemory() {
        return Stream.of(
                mistake(
                        "a deleted room goes on delivering",
                        in(Enforcement.class, "deleted")
                                .call(Rooms.class, "condemn")
                                .isSkipped()),
                mistake(
                        "a deletion leaves the sessions in the room",
                        in(Rooms.class, "dissolve")
                                .call(Room.class, "expel")
                                .becomes(DeletionMistakes.class, "expelNobody")),
                mistake(
                        "a deletion is acknowledged before it is carried out",
                        in(SqlRoomLog.class, "decided")
                                .call(RoomLog.Listener.class, "settled")
                                .becomes(RevocationMistakes.class, "settledAtOnce")),
                mistake(
                        "a deletion does not wait for what others have found",
                        in(Enforcement.class, "deleted")
                                .call(Enforcement.class, "delivered")
                                .becomes(DeletionMistakes.class, "delivered")),
                mistake(
                        "a deletion does not wait for answers outside sessions",
                        in(Enforcement.class, "deleted")
                                .call(Answers.class, "settled")
                                .becomes(DeletionMistakes.class, "answered")),
                mistake(
                        "replies that wait are not checked",
                        in(Replies.class, "takeSome").call(Gate.class, "admits").returns(true)),
                mistake(
                        "replies of a room are sent if a new one has its name",
                        in(ReadingGate.class, "admits")
                                .call(Rights.class, "deletedSince")
                                .returns(false)),
                mistake(
                        "replies without a session are not checked",
                        in(Queries.class, "withoutDeleted")
                                .call(Rights.class, "deletedSince")
                                .returns(false)),
                mistake(
                        "what follows a join is for any room of the name",
                        in(Entrance.class, "know")
                                .call(Map.class, "put")
                                .becomes(DeletionMistakes.class, "putNothing")),
                mistake(
                        "what is sent again is for any room of the name",
                        in(Commands.class, "writeAnywhere")
                                .calls(Command.WriteAnywhere.class, "epoch")
                                .returns(null)),
                mistake(
                        "whoever comes back brings the room back",
                        in(Entrance.class, "enter")
                                .call(BooleanSupplier.class, "getAsBoolean")
                                .returns(false)));
    }

    static Object putNothing(Map<Object, Object> map, Object key, Object value) {
        return null;
    }

    static CompletionStage<Void> delivered(Enforcement enforcement, Set<Session> told) {
        return CompletableFuture.completedFuture(null);
    }

    static CompletableFuture<Void> answered(Answers answers, Predicate<Client> clients) {
        return CompletableFuture.completedFuture(null);
    }

    static List<Session> expelNobody(Room room, Predicate<Session> lost) {
        return List.of();
    }

    private static Stream<Mistake> inTheLog() {
        Class<?> transaction = hidden("chat.parley.log.AppendTransaction");
        return Stream.of(
                mistake(
                        "what was written for the former room goes into a new one",
                        in(transaction, "fits").call(Draft.class, "fits").returns(true),
                        in(hidden("chat.parley.log.Fold"), "objection")
                                .call(Map.class, "containsKey")
                                .returns(false)),
                mistake(
                        "a repeated deletion deletes the new room",
                        in(transaction, "place")
                                .call(DeletedRooms.class, "repeated")
                                .returns(null)));
    }
}

package chat.parley.room;

import chat.parley.identity.Client;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** The answers on their way to clients without a session. Thread-safe. */
final class Answers {
    private record Answer(Client client, CompletableFuture<?> delivered) {}

    private final Set<Answer> underWay = ConcurrentHashMap.newKeySet();

    /**
     * Takes an answer, before the client's rights are checked for it.
     *
     * @param delivered completes when the client has the answer, or never will
     */
    void begin(Client client, CompletionStage<?> delivered) {
        Answer answer = new Answer(client, delivered.toCompletableFuture());
        underWay.add(answer);
        delivered.whenComplete((done, failure) -> underWay.remove(answer));
    }

    /** Completes when these clients have the answers that are on their way now. Fails never. */
    CompletableFuture<Void> settled(Predicate<Client> clients) {
        return CompletableFuture.allOf(underWay.stream()
                        .filter(answer -> clients.test(answer.client()))
                        .map(Answer::delivered)
                        .toArray(CompletableFuture[]::new))
                .exceptionally(failure -> null);
    }
}

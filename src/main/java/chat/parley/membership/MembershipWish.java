package chat.parley.membership;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * A change of a membership on its way into the store, and all who wait for it, in the order in which they asked.
 */
record MembershipWish(MembershipRows.Change change, List<Answer> answers) {

    /** @param deadline in nanoseconds, when the one who waits is told that it takes too long */
    record Answer(CompletableFuture<Void> future, long deadline) {}

    static MembershipWish of(MembershipRows.Change change, long deadline) {
        return new MembershipWish(change, List.of(new Answer(new CompletableFuture<>(), deadline)));
    }

    /** Both in one. */
    MembershipWish then(MembershipWish later) {
        return new MembershipWish(later.change.after(change), Stream.concat(answers.stream(), later.answers.stream()).toList());
    }

    /** The first answer. */
    CompletableFuture<Void> answer() {
        return answers.get(0).future();
    }

    boolean isAwaited() {
        return answers.stream().anyMatch(answer -> !answer.future().isDone());
    }

    void grant() {
        answers.forEach(answer -> answer.future().complete(null));
    }

    void refuse(Throwable refusal) {
        answers.forEach(answer -> answer.future().completeExceptionally(refusal));
    }

    /** Refuses those whose deadline is over. */
    void refuseAfter(long now, Throwable refusal) {
        answers.stream().filter(answer -> answer.deadline() < now).forEach(answer -> answer.future().completeExceptionally(refusal));
    }
}

package chat.parley.membership;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** A membership change waiting to be stored, and its callers in the order of their calls. */
record PendingChange(MembershipRows.Update change, List<Answer> answers) {

    /** @param deadline when to give up, in {@link System#nanoTime} nanoseconds */
    record Answer(CompletableFuture<Void> future, long deadline) {}

    static PendingChange of(MembershipRows.Update change, long deadline) {
        return new PendingChange(change, List.of(new Answer(new CompletableFuture<>(), deadline)));
    }

    /** Merges a later change of the same membership into this one. */
    PendingChange then(PendingChange later) {
        return new PendingChange(
                later.change.after(change),
                Stream.concat(answers.stream(), later.answers.stream()).toList());
    }

    /** The first caller's answer. */
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

    /** Refuses the answers whose deadline has passed. */
    void refuseAfter(long now, Throwable refusal) {
        answers.stream()
                .filter(answer -> answer.deadline() < now)
                .forEach(answer -> answer.future().completeExceptionally(refusal));
    }
}

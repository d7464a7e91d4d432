package chat.parley.embedded;

import org.glassfish.grizzly.EmptyCompletionHandler;
import org.glassfish.grizzly.WriteResult;

/** Runs an action once a write has completed or failed. */
@SuppressWarnings("rawtypes") // Grizzly's
final class AfterWrite<R extends WriteResult> extends EmptyCompletionHandler<R> {
    private final Runnable action;

    AfterWrite(Runnable action) {
        this.action = action;
    }

    @Override
    public void completed(R result) {
        action.run();
    }

    @Override
    public void failed(Throwable failure) {
        action.run();
    }
}

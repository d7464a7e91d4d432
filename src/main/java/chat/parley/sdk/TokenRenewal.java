package chat.parley.sdk;

import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Renews the token of a session before it expires. For the lane, except where noted. */
final class TokenRenewal {
    /** Of these, the server grants a minute after the token has expired. */
    private static final long MARGIN_MILLIS = 90_000;

    private static final long LONGEST_MILLIS = TimeUnit.DAYS.toMillis(20);

    private final ClientOptions options;
    private final ClientLane lane;
    private final Helpers helpers;
    private final ServerLink.Owner owner;
    private final WireExchange exchange;
    private final RetryDelay delay;
    private Future<?> timer;
    private long endsAt;
    private int session;

    TokenRenewal(
            ClientOptions options, ClientLane lane, Helpers helpers, ServerLink.Owner owner, WireExchange exchange) {
        this.options = options;
        this.lane = lane;
        this.helpers = helpers;
        this.owner = owner;
        this.exchange = exchange;
        delay = new RetryDelay(options.minDelay(), options.maxDelay());
    }

    /** A session has begun, or goes on with a new token. */
    void welcomed(WireEvent welcome) {
        forget();
        Long expiresIn = welcome.number("expiresIn");
        if (expiresIn == null || options.token() == null) {
            return;
        }
        delay.reset();
        endsAt = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(expiresIn);
        after(Math.min(expiresIn > 2 * MARGIN_MILLIS ? expiresIn - MARGIN_MILLIS : expiresIn / 2, LONGEST_MILLIS));
    }

    /** The session is over. */
    void forget() {
        session++;
        ClientLane.cancel(timer);
    }

    private void after(long millis) {
        int current = session;
        if (TimeUnit.MILLISECONDS.toNanos(millis) < endsAt - System.nanoTime()) {
            timer = lane.after(millis, () -> {
                if (!helpers.execute(() -> fetch(current))) {
                    again(0);
                }
            });
        }
    }

    /** On a helper. */
    private void fetch(int current) {
        try {
            WireCommand hello = owner.hello();
            lane.execute(() -> renew(current, hello));
        } catch (Exception e) {
            ParleyException error = ParleyException.ofTokenSupplier(e);
            lane.execute(() -> {
                if (current == session) {
                    owner.error(error);
                    again(0);
                }
            });
        }
    }

    private void renew(int current, WireCommand hello) {
        if (current != session) {
            return;
        }
        exchange.send(hello, reply -> {
            if (!reply.isError()) {
                owner.welcomed(reply);
                return;
            }
            ParleyException error = reply.error();
            if (error.isPassing() || error.code().equals("server")) {
                again(error.retryAfter() == null ? 0 : error.retryAfter().toMillis());
            } else {
                owner.error(error); // the session ends, and the next one asks for a token again
            }
        });
    }

    private void again(long atLeastMillis) {
        after(Math.max(atLeastMillis, delay.next()));
    }
}

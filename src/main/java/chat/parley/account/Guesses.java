package chat.parley.account;

import chat.parley.event.Refusal;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Slows down guesses at passwords and passkeys, per account and per network. Of a browser that has signed in to the
 * account before, only its own guesses count, so others cannot lock its person out. Thread-safe.
 */
final class Guesses {
    private static final int FREE_PER_ACCOUNT = 5;
    /** Many people may share an address. */
    private static final int FREE_PER_NETWORK = 30;

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);

    private final Devices devices;
    private final Throttle accounts;
    private final Throttle networks;

    /** @param nanos elapsed time in nanoseconds, like {@link System#nanoTime} */
    Guesses(Devices devices, LongSupplier nanos) {
        this.devices = devices;
        this.accounts = new Throttle(FREE_PER_ACCOUNT, LONGEST_PAUSE, nanos);
        this.networks = new Throttle(FREE_PER_NETWORK, LONGEST_PAUSE, nanos);
    }

    /** A try, which counts as a wrong guess until it ends. */
    final class Try {
        private final String budget;
        private final String network;

        private Try(String budget, String network) {
            this.budget = budget;
            this.network = network;
        }

        /** It was no wrong guess. Success forgives the account, but not all the others of the network. */
        void end(boolean hasSucceeded) {
            takeBack(network);
            if (hasSucceeded) {
                accounts.forget(budget);
            } else {
                accounts.takeBack(budget);
            }
        }
    }

    /**
     * Begins a try to sign in.
     *
     * @param account null if it is not known or cannot be used
     * @param other whom the guesses of unknown browsers are counted for
     * @throws Refusal if it comes too early
     */
    Try begin(Account account, String other, Browser browser) {
        String device = account == null ? null : devices.recognize(account.id(), browser.devices());
        return device == null ? begin(other, browser.network()) : begin("device " + device, null);
    }

    /** Begins a try of somebody who is signed in. @throws Refusal if it comes too early */
    Try begin(Account account) {
        return begin("own " + account.id(), null);
    }

    private Try begin(String budget, String network) {
        if (network != null) {
            networks.begin(network);
        }
        try {
            accounts.begin(budget);
        } catch (Refusal refusal) {
            takeBack(network);
            throw refusal;
        }
        return new Try(budget, network);
    }

    private void takeBack(String network) {
        if (network != null) {
            networks.takeBack(network);
        }
    }
}

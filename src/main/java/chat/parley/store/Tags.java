package chat.parley.store;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Random tags that identify a log (its epoch) or an entry in it, so that the same offset in a forked log is recognised
 * as another position.
 */
public final class Tags {
    private static final int RADIX = 36;
    private static final int EPOCH = 10;
    private static final int ENTRY = 5;

    private Tags() {}

    public static String epoch() {
        return random(EPOCH);
    }

    public static String entry() {
        return random(ENTRY);
    }

    private static String random(int digits) {
        StringBuilder text = new StringBuilder(digits);
        for (int i = 0; i < digits; i++) {
            text.append(Character.forDigit(ThreadLocalRandom.current().nextInt(RADIX), RADIX));
        }
        return text.toString();
    }
}

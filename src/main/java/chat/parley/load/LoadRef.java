package chat.parley.load;

import java.util.Optional;

/**
 * The {@code ref} of a message. It travels with the message, so every reader learns who wrote it and when it was due,
 * and nothing has to be remembered until then.
 *
 * @param number of the message among those of its session
 * @param dueMicros since the start of the run
 */
record LoadRef(int session, long number, long dueMicros) {
    private static final int PARTS = 4;

    String text(String run) {
        return run + "." + session + "." + number + "." + dueMicros;
    }

    /** Empty if the message is none of this run. */
    static Optional<LoadRef> of(String text, String run) {
        String[] parts = text.split("\\.");
        if (parts.length != PARTS || !parts[0].equals(run)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new LoadRef(Integer.parseInt(parts[1]), Long.parseLong(parts[2]), Long.parseLong(parts[3])));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}

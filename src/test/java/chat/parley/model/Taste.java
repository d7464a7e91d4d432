package chat.parley.model;

import java.util.Random;

/**
 * The speakers' preferences in one schedule. Schedules differ a lot, because some mistakes appear only after many
 * similar actions.
 *
 * @param changes the share of changes, such as edits and reactions, among all deeds
 * @param reach how many of the newest messages may be changed
 * @param restless probability, in percent, that a speaker leaves a room right after a deed
 */
record Taste(double changes, int reach, int restless) {
    private static final double OFTEN = 0.8;

    static Taste random(Random random) {
        double changes = random.nextInt(3) == 0 ? OFTEN : random.nextDouble() / 2;
        int reach = 1 + random.nextInt(random.nextBoolean() ? 2 : 8);
        return new Taste(changes, reach, random.nextInt(4) == 0 ? 25 : 6);
    }
}

package chat.parley.model;

import java.util.Random;

/**
 * What the speakers of one schedule do most. Schedules differ a lot in this, since some mistakes only show where much
 * of the same happens.
 *
 * @param changes the share of changes, such as edits and reactions, in what is said
 * @param reach how many of the newest messages are changed
 * @param restless how often, in percent, a speaker leaves a room right after saying something
 */
record Taste(double changes, int reach, int restless) {
    private static final double OFTEN = 0.8;

    static Taste random(Random random) {
        double changes = random.nextInt(3) == 0 ? OFTEN : random.nextDouble() / 2;
        int reach = 1 + random.nextInt(random.nextBoolean() ? 2 : 8);
        return new Taste(changes, reach, random.nextInt(4) == 0 ? 25 : 6);
    }
}

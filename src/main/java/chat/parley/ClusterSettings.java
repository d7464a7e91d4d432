package chat.parley;

/**
 * How this server works with others on the same database.
 *
 * @param name of this server, for people
 * @param hasBell whether servers tell each other of news
 */
public record ClusterSettings(String name, boolean hasBell) {
    private static final int LONGEST = 60;

    static ClusterSettings read(SettingValues values) {
        String name = values.text(Setting.NODE);
        if (!name.matches("[A-Za-z0-9._-]{0," + LONGEST + "}")) {
            throw values.unusable(Setting.NODE, "a name of at most " + LONGEST + " letters, digits, dots, - and _");
        }
        String bell = values.text(Setting.DOORBELL);
        return switch (bell) {
            case "postgres" -> new ClusterSettings(name, true);
            case "none" -> new ClusterSettings(name, false);
            default -> throw values.unusable(Setting.DOORBELL, "postgres or none");
        };
    }
}

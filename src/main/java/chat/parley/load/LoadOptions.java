package chat.parley.load;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What load to put on which servers.
 *
 * @param joins rooms that each session joins
 * @param rate messages per second of all sessions together; 0: each session posts when its last one is acknowledged
 * @param warmUp seconds of posting before the measurement
 * @param ramp new sessions per second
 * @param size characters of a message
 * @param settle seconds of silence after which what has not arrived is lost
 * @param apart whether all sessions of a room are on one server
 */
public record LoadOptions(
        List<LoadTarget> targets,
        int sessions,
        int rooms,
        int joins,
        double rate,
        double seconds,
        double warmUp,
        double ramp,
        int size,
        double settle,
        boolean apart,
        LoadTokens tokens,
        boolean json) {
    private static final double MAX_RATE = 100_000;

    /** @throws LoadFailure if the options are wrong, or name another machine without {@code --yes} */
    public static LoadOptions read(List<String> args, Map<String, String> environment) throws LoadFailure {
        Map<LoadOption, String> given = new EnumMap<>(LoadOption.class);
        List<LoadTarget> targets = new ArrayList<>();
        Deque<String> rest = new ArrayDeque<>(args);
        while (!rest.isEmpty()) {
            String[] parts = rest.remove().split("=", 2);
            LoadOption option = LoadOption.named(parts[0]);
            if (option.isFlag()) {
                given.put(option, "true");
                continue;
            }
            if (parts.length == 1 && rest.isEmpty()) {
                throw LoadFailure.usage(parts[0] + " needs a value");
            }
            String value = parts.length == 2 ? parts[1] : rest.remove();
            if (option == LoadOption.URL) {
                targets.add(LoadTarget.of(value));
            }
            given.put(option, value);
        }
        if (targets.isEmpty()) {
            throw LoadFailure.usage("--url is missing: name the server, for example --url ws://127.0.0.1:8080/ws");
        }
        LoadOptions options = new LoadOptions(
                List.copyOf(targets),
                whole(given, LoadOption.SESSIONS, 100_000),
                whole(given, LoadOption.ROOMS, 100_000),
                whole(given, LoadOption.JOINS, 100),
                value(given, LoadOption.RATE).equals("max") ? 0 : number(given, LoadOption.RATE, 0.001, MAX_RATE),
                number(given, LoadOption.SECONDS, 0.1, 86_400),
                number(given, LoadOption.WARM_UP, 0, 3_600),
                number(given, LoadOption.RAMP, 0.1, 10_000),
                whole(given, LoadOption.SIZE, 8_000),
                number(given, LoadOption.SETTLE, 0.1, 600),
                given.containsKey(LoadOption.APART),
                LoadTokens.read(given.get(LoadOption.TOKEN_FILE), environment),
                given.containsKey(LoadOption.JSON));
        options.requireMembers();
        if (!given.containsKey(LoadOption.YES)) {
            options.requireLoopback();
        }
        return options;
    }

    private void requireMembers() throws LoadFailure {
        if (rooms > (long) sessions * joins || joins > rooms) {
            throw LoadFailure.usage("--rooms " + rooms + ": " + sessions + " sessions that join " + joins
                    + " each cannot fill them; there may be " + joins + " to " + (long) sessions * joins);
        }
    }

    private void requireLoopback() throws LoadFailure {
        for (LoadTarget target : targets) {
            if (!target.isLoopback()) {
                throw LoadFailure.usage(target.uri().getHost() + " is another machine. " + sessions
                        + " sessions would post to it, and their messages would stay there. If it is yours to load,"
                        + " add --yes");
            }
        }
    }

    private static String value(Map<LoadOption, String> given, LoadOption option) {
        return given.getOrDefault(option, option.otherwise());
    }

    private static int whole(Map<LoadOption, String> given, LoadOption option, int most) throws LoadFailure {
        double value = number(given, option, 1, most);
        if (value != Math.rint(value)) {
            throw LoadFailure.usage(option + " " + value + ": must be a whole number");
        }
        return (int) value;
    }

    private static double number(Map<LoadOption, String> given, LoadOption option, double least, double most)
            throws LoadFailure {
        String text = value(given, option);
        try {
            double value = Double.parseDouble(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Reported like a number out of range.
        }
        throw LoadFailure.usage(String.format(
                Locale.ROOT, "%s %s: must be a number from %s to %s", option, text, plain(least), plain(most)));
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}

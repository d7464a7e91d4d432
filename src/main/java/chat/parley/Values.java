package chat.parley;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the command line, the system properties and the environment say about each setting, in this order of precedence.
 * A setting that the program does not use has its default, whatever they say. Not safe for many threads.
 */
final class Values {
    /** What to do about arguments and variables in another encoding than the locale's. */
    static final String READABLE = "in the locale's encoding, " + System.getProperty("sun.jnu.encoding") + "; set LC_ALL=C.UTF-8, or use ASCII only";
    /** What Java puts in the place of bytes that are no characters in the locale's encoding: in the locale C, whatever is not ASCII. */
    static final char UNDECODABLE = '\uFFFD';
    private static final Pattern TIME = Pattern.compile("(?<number>[0-9]{1,9})(?<unit>ms|s|m)");

    private final Program program;
    private final Map<Setting, String> given;
    private final Map<String, String> properties;
    private final Map<String, String> environment;

    private record Found(String text, String source) {}

    Values(Program program, Map<Setting, String> given, Map<String, String> properties, Map<String, String> environment) {
        this.program = program;
        this.given = given;
        this.properties = properties;
        this.environment = environment;
    }

    /** @throws Settings.Unusable for a value that could not be decoded, or is empty where the default is not */
    String text(Setting setting) {
        String text = found(setting).text();
        if (text.indexOf(UNDECODABLE) >= 0) {
            throw unusable(setting, READABLE);
        }
        if (text.isEmpty() && !setting.standard().isEmpty()) {
            throw unusable(setting, "something like " + setting.standard() + ", or not set at all");
        }
        return text;
    }

    /** @throws Settings.Unusable unless it is a number from {@code least} to {@code most} */
    int number(Setting setting, int least, int most) {
        String text = text(setting);
        if (text.matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw unusable(setting, "a number from " + least + " to " + most);
    }

    /** @throws Settings.Unusable unless it is a time, and not 0 */
    Duration time(Setting setting) {
        Matcher parts = TIME.matcher(text(setting));
        long number = parts.matches() ? Long.parseLong(parts.group("number")) : 0;
        if (number == 0) {
            throw unusable(setting, "a time such as 500ms, 25s or 2m");
        }
        return switch (parts.group("unit")) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            default -> Duration.ofMinutes(number);
        };
    }

    /** @param expected what the value must be */
    Settings.Unusable unusable(Setting setting, String expected) {
        Found found = found(setting);
        String shown = found.text().isEmpty() ? "empty" : setting.shown(found.text());
        return new Settings.Unusable(setting.key() + " is " + shown + " (" + found.source() + "); it must be " + expected);
    }

    /** Settings that somebody gave and this program does not use; tools share the server's environment, so they have none. */
    List<String> unused() {
        List<String> unused = new ArrayList<>();
        for (Setting setting : Setting.values()) {
            Optional<Found> found = set(setting);
            if (program != Program.TOOL && !setting.isUsedBy(program) && found.isPresent()) {
                unused.add(setting.key() + " (" + found.get().source() + ") has no effect here: " + setting.scope());
            }
        }
        return unused;
    }

    private Found found(Setting setting) {
        Found standard = new Found(setting.standard(), "the default");
        return setting.isUsedBy(program) ? set(setting).orElse(standard) : standard;
    }

    private Optional<Found> set(Setting setting) {
        String variable = environment.get(setting.variable());
        return Stream.of(
                        found(given.get(setting), "from the option --" + setting.key()),
                        found(properties.get(setting.property()), "from the system property " + setting.property()),
                        found(ServiceLinks.areBehind(setting.variable(), variable) ? null : variable, "from the environment variable " + setting.variable()))
                .flatMap(Optional::stream).findFirst();
    }

    private static Optional<Found> found(String text, String source) {
        return Optional.ofNullable(text).map(present -> new Found(present.strip(), source));
    }
}

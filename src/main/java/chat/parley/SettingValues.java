package chat.parley;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks up each setting on the command line, in the system properties, in the environment and in the config file, in
 * this order of precedence. A setting that the program does not use always has its default. Not thread-safe.
 */
final class SettingValues {
    /** Error text for arguments and variables that are not in the locale's encoding. */
    static final String READABLE = "in the locale's encoding, " + System.getProperty("sun.jnu.encoding")
            + "; set LC_ALL=C.UTF-8, or use ASCII only";
    /** Java's replacement for bytes that the locale's encoding cannot decode; in the locale C, all but ASCII. */
    static final char UNDECODABLE = '\uFFFD';

    private static final Pattern TIME = Pattern.compile("(?<number>[0-9]{1,9})(?<unit>ms|s|m|h)");

    private final Program program;
    private final Map<Setting, String> given;
    private final Map<String, String> properties;
    private final Map<String, String> environment;
    private final ConfigFile config;
    private final Set<Setting> ignored;

    /** @param source where it comes from, such as {@code from the option --port} */
    record Value(String text, String source) {}

    /** @throws InvalidSetting if there is a config file with mistakes */
    SettingValues(
            Program program,
            Map<Setting, String> given,
            Map<String, String> properties,
            Map<String, String> environment) {
        this(program, given, properties, environment, Set.of());
    }

    /** @param ignored settings to treat as unset */
    SettingValues(
            Program program,
            Map<Setting, String> given,
            Map<String, String> properties,
            Map<String, String> environment,
            Set<Setting> ignored) {
        this.ignored = ignored;
        this.program = program;
        this.given = given;
        this.properties = properties;
        this.environment = environment;
        this.config = config();
    }

    private ConfigFile config() {
        String file = text(Setting.CONFIG);
        try {
            return file.isEmpty() ? null : ConfigFile.read(Path.of(file));
        } catch (IOException | InvalidPathException e) {
            throw unusable(Setting.CONFIG, "a readable file of settings: " + e);
        }
    }

    /** @throws InvalidSetting if Java could not decode the value, or if it is empty but the default is not */
    String text(Setting setting) {
        String text = found(setting).text();
        if (text.indexOf(UNDECODABLE) >= 0) {
            throw unusable(setting, READABLE);
        }
        if (text.isEmpty() && !setting.defaultValue().isEmpty()) {
            throw unusable(setting, "a value such as " + setting.defaultValue() + ", or unset");
        }
        return text;
    }

    /** @throws InvalidSetting unless the value is a number from {@code least} to {@code most} */
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

    /** @throws InvalidSetting unless the value is a positive time */
    Duration time(Setting setting) {
        Matcher parts = TIME.matcher(text(setting));
        long number = parts.matches() ? Long.parseLong(parts.group("number")) : 0;
        if (number == 0) {
            throw unusable(setting, "a time such as 500ms, 25s or 2m");
        }
        return switch (parts.group("unit")) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }

    /**
     * The secret in {@code setting}, or in the file that {@code file} names.
     *
     * @throws InvalidSetting if both are set, or the file has no secret
     */
    String secret(Setting setting, Setting file) {
        String place = text(file);
        if (place.isEmpty()) {
            return text(setting);
        }
        if (set(setting).isPresent()) {
            throw new InvalidSetting("set either " + setting.key() + " or " + file.key() + ", not both ("
                    + found(setting).source() + ", " + found(file).source() + ")");
        }
        try {
            return SecretFile.read(Path.of(place));
        } catch (IOException | InvalidPathException e) {
            throw unusable(file, "a file with the " + setting.key() + " in one line: " + e);
        }
    }

    boolean isProgram(Program asked) {
        return program == asked;
    }

    /** @throws InvalidSetting unless the value is true or false, or missing */
    boolean isTrue(Setting setting, boolean otherwise) {
        String text = text(setting);
        if (text.isEmpty()) {
            return otherwise;
        }
        if (!text.matches("true|false")) {
            throw unusable(setting, "true or false");
        }
        return text.equals("true");
    }

    /** @param expected completes the sentence "it must be" */
    InvalidSetting unusable(Setting setting, String expected) {
        Value found = found(setting);
        String masked = found.text().isEmpty() ? "empty" : setting.masked(found.text());
        return new InvalidSetting(
                setting.key() + " is " + masked + " (" + found.source() + "); it must be " + expected, setting);
    }

    /** Warns about settings that this program ignores. Tools share the server's environment, so they don't warn. */
    List<String> unused() {
        List<String> unused = new ArrayList<>();
        for (Setting setting : Setting.values()) {
            Optional<Value> found = set(setting);
            if (program != Program.TOOL && !setting.isUsedBy(program) && found.isPresent()) {
                unused.add(setting.key() + " (" + found.get().source() + ") has no effect here; it applies to "
                        + setting.scope());
            }
        }
        return unused;
    }

    /** The value of a setting, which may be invalid. */
    Value found(Setting setting) {
        Value defaultValue = new Value(setting.defaultValue(), "the default");
        return setting.isUsedBy(program) && !ignored.contains(setting)
                ? set(setting).orElse(defaultValue)
                : defaultValue;
    }

    private Optional<Value> set(Setting setting) {
        String variable = environment.get(setting.variable());
        return Stream.of(
                        found(given.get(setting), "from the option --" + setting.key()),
                        found(properties.get(setting.property()), "from the system property " + setting.property()),
                        found(
                                ServiceLinks.isServiceLink(setting.variable(), variable) ? null : variable,
                                "from the environment variable " + setting.variable()),
                        config == null
                                ? Optional.<Value>empty()
                                : config.find(setting).map(line -> new Value(line.text(), "from " + line.place())))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Value> found(String text, String source) {
        return Optional.ofNullable(text).map(present -> new Value(present.strip(), source));
    }

    /** The parts of a list, in any order. */
    static Set<String> list(String text) {
        return Stream.of(text.split(","))
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .collect(Collectors.toSet());
    }
}

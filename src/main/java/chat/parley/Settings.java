package chat.parley;

import chat.parley.identity.Origins;
import chat.parley.room.Limits;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How this server is to be. Looked up in this order: what was given on the command line, system properties, the environment, the defaults.
 *
 * @param maxFrame bytes
 */
public record Settings(String host, int port, String context, Path data, Origins origins, int maxFrame, Duration requestTimeout, Limits limits) {
    private static final Pattern TIME = Pattern.compile("(?<number>[0-9]{1,9})(?<unit>ms|s|m)");
    private static final int LARGEST_PORT = 65_535;
    private static final int SMALLEST_FRAME = 1_024;
    private static final int LARGEST_FRAME = 16 << 20;
    private static final int MOST = 10_000_000;

    /** A value that cannot be used; the message names the setting and says what is expected. */
    public static final class Unusable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unusable(Setting setting, String value, String expected) {
            super(setting.key() + " is " + value + "; it must be " + expected);
        }
    }

    /** Settings from system properties and the environment. @throws Unusable for a value that makes no sense */
    public static Settings read() {
        return read(Map.of());
    }

    /** @param given values from the command line, by {@link Setting} */
    public static Settings read(Map<Setting, String> given) {
        Function<Setting, String> value = setting -> Stream.of(
                        given.get(setting),
                        System.getProperty("parley." + setting.key()),
                        System.getenv("PARLEY_" + setting.name()))
                .flatMap(found -> Optional.ofNullable(found).stream()).findFirst().orElse(setting.standard()).strip();
        Limits limits = new Limits(
                number(Setting.MAX_SESSIONS, value, 1, MOST),
                number(Setting.RATE, value, 1, MOST),
                number(Setting.BURST, value, 1, MOST),
                time(Setting.PING_INTERVAL, value),
                time(Setting.HELLO_TIMEOUT, value),
                time(Setting.SEND_TIMEOUT, value));
        return new Settings(value.apply(Setting.HOST), number(Setting.PORT, value, 0, LARGEST_PORT), context(value), path(value), origins(value),
                number(Setting.MAX_FRAME, value, SMALLEST_FRAME, LARGEST_FRAME), time(Setting.REQUEST_TIMEOUT, value), limits);
    }

    private static int number(Setting setting, Function<Setting, String> value, int least, int most) {
        String text = value.apply(setting);
        if (text.matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw new Unusable(setting, text, "a number from " + least + " to " + most);
    }

    private static Duration time(Setting setting, Function<Setting, String> value) {
        String text = value.apply(setting);
        Matcher parts = TIME.matcher(text);
        long number = parts.matches() ? Long.parseLong(parts.group("number")) : 0;
        if (number == 0) {
            throw new Unusable(setting, text, "a time such as 500ms, 25s or 2m");
        }
        return switch (parts.group("unit")) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            default -> Duration.ofMinutes(number);
        };
    }

    private static Path path(Function<Setting, String> value) {
        try {
            return Path.of(value.apply(Setting.DATA));
        } catch (InvalidPathException e) {
            throw new Unusable(Setting.DATA, value.apply(Setting.DATA), "a path");
        }
    }

    private static String context(Function<Setting, String> value) {
        String text = value.apply(Setting.CONTEXT);
        if (!text.matches("/|(/[A-Za-z0-9._~-]+)+/?")) {
            throw new Unusable(Setting.CONTEXT, text, "a path such as / or /chat");
        }
        return text.replaceAll("/$", "");
    }

    private static Origins origins(Function<Setting, String> value) {
        String text = value.apply(Setting.ORIGINS);
        try {
            return new Origins(Stream.of(text.split(",")).map(String::strip).filter(one -> !one.isEmpty()).collect(Collectors.toSet()));
        } catch (IllegalArgumentException e) {
            throw new Unusable(Setting.ORIGINS, text, "a list of origins: " + e.getMessage());
        }
    }
}

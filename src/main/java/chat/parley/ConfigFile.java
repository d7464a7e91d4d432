package chat.parley;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A file of settings in the format of Java's properties, in UTF-8: lines {@code key = value}. Stricter than
 * {@link Properties}: unknown and repeated keys, and backslashes that Java would drop silently, are mistakes.
 *
 * @see <a href="https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/util/Properties.html#load(java.io.Reader)">the format</a>
 */
final class ConfigFile {
    private static final int MAX_BYTES = 1 << 20;
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final Pattern ESCAPES = Pattern.compile("(?:[^\\\\]|\\\\[ :=#!\\\\tnrf]|\\\\u[0-9A-Fa-f]{4})*");
    private static final Pattern PRINTABLE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final Path file;
    private final Map<Setting, Line> lines = new EnumMap<>(Setting.class);
    private final List<String> mistakes = new ArrayList<>();

    /**
     * A setting in the file.
     *
     * @param place the file and the number of the line, such as {@code parley.properties, line 3}
     */
    record Line(String text, int number, String place) {}

    private ConfigFile(Path file) {
        this.file = file;
    }

    /**
     * @throws IOException if the file cannot be read
     * @throws InvalidSetting if it has mistakes; the message has a line for each
     */
    static ConfigFile read(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        }
        if (bytes.length > MAX_BYTES) {
            throw new IOException("longer than " + MAX_BYTES + " bytes");
        }
        ConfigFile config = new ConfigFile(file);
        config.parse(config.decode(bytes));
        if (!config.mistakes.isEmpty()) {
            throw new InvalidSetting(String.join("\n", config.mistakes));
        }
        return config;
    }

    Optional<Line> find(Setting setting) {
        return Optional.ofNullable(lines.get(setting));
    }

    private List<String> decode(byte[] bytes) {
        List<String> decoded = new ArrayList<>();
        int begin = 0;
        for (int end = 0; end <= bytes.length; end++) {
            if (end == bytes.length || bytes[end] == '\n') {
                decoded.add(decode(Arrays.copyOfRange(bytes, begin, end), decoded.size() + 1));
                begin = end + 1;
            }
        }
        decoded.set(0, decoded.get(0).replaceFirst("^" + BYTE_ORDER_MARK, ""));
        return decoded;
    }

    private String decode(byte[] line, int number) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line))
                    .toString()
                    .replaceFirst("\r$", "");
        } catch (CharacterCodingException e) {
            mistake(number, "not in UTF-8");
            return "";
        }
    }

    /** Joins the lines that a backslash continues. */
    private void parse(List<String> physical) {
        for (int i = 0; i < physical.size(); i++) {
            int number = i + 1;
            StringBuilder line = new StringBuilder(physical.get(i).stripLeading());
            if (line.isEmpty() || line.charAt(0) == '#' || line.charAt(0) == '!') {
                continue;
            }
            while (isContinued(line)) {
                line.setLength(line.length() - 1);
                i++;
                line.append(i < physical.size() ? physical.get(i).stripLeading() : "");
            }
            parse(line.toString(), number);
        }
    }

    private static boolean isContinued(CharSequence line) {
        int backslashes = 0;
        while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    private void parse(String line, int number) {
        if (!ESCAPES.matcher(line).matches()) {
            mistake(number, "a single backslash; write \\\\ for one");
            return;
        }
        Properties pair = new Properties();
        try {
            pair.load(new StringReader(line));
        } catch (IOException e) {
            throw new IllegalStateException("A string was not readable", e);
        }
        pair.forEach((key, value) -> add((String) key, ((String) value).strip(), number));
    }

    private void add(String key, String value, int number) {
        Optional<Setting> found = Stream.of(Setting.values())
                .filter(setting -> setting.key().equals(key))
                .findFirst();
        if (found.isEmpty()) {
            String shown = PRINTABLE.matcher(key).matches() ? "setting " + key : "setting"; // it may be a stray secret
            mistake(number, "unknown " + shown + "; " + UnknownSettings.hintFor(key));
            return;
        }
        Setting setting = found.get();
        if (setting == Setting.CONFIG) {
            mistake(number, "config cannot be set in a config file");
        } else if (lines.containsKey(setting)) {
            mistake(
                    number,
                    key + " is already set in line " + lines.get(setting).number());
        } else if (value.chars().anyMatch(Character::isISOControl)) {
            mistake(number, key + " has control characters; write \\\\ for a backslash");
        } else {
            lines.put(setting, new Line(value, number, place(number)));
        }
    }

    private void mistake(int number, String what) {
        mistakes.add(place(number) + ": " + what);
    }

    private String place(int number) {
        return file + ", line " + number;
    }
}

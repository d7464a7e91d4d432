package chat.parley.log;

import chat.parley.event.Refusal;
import chat.parley.event.RoomKey;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long rooms keep their messages: forever, unless a rule for the room or for all rooms limits it.
 *
 * @param rules by room name; rooms without a rule follow that for {@link #ALL_ROOMS}
 */
public record Retention(Map<String, Rule> rules) {
    public static final String ALL_ROOMS = "*";

    private static final Pattern ENTRY = Pattern.compile(
            "(?:(?<room>[^=]+)=)?(?:(?<count>[1-9][0-9]{0,14})|(?<age>[1-9][0-9]{0,8})(?<unit>[smhd])|all)");

    /**
     * @param count maximum number of messages, or {@link Long#MAX_VALUE}
     * @param age maximum age of a message, or null
     */
    public record Rule(long count, Duration age) {
        static final Rule KEEP_ALL = new Rule(Long.MAX_VALUE, null);
    }

    /**
     * Parses a list such as {@code 365d, lobby=10000, build log=7d, archive=all}: a number of messages or an age, for a
     * room or, without a name, for all rooms. Room names that contain {@code ,}, {@code =} or {@code %} are
     * URL-encoded.
     *
     * @throws IllegalArgumentException if the list is invalid
     */
    public static Retention parse(String text) {
        Map<String, Rule> rules = new LinkedHashMap<>();
        for (String entry : text.split(",")) {
            Matcher parts = ENTRY.matcher(entry.strip());
            if (entry.isBlank()) {
                continue;
            }
            if (!parts.matches()) {
                throw new IllegalArgumentException("invalid rule " + entry.strip()
                        + "; write a number of messages, an age such as 30d, or all, optionally after ROOM=");
            }
            String room = parts.group("room") == null
                    ? ALL_ROOMS
                    : room(parts.group("room").strip());
            if (rules.put(room, rule(parts)) != null) {
                throw new IllegalArgumentException(
                        "duplicate rule for " + (room.equals(ALL_ROOMS) ? "all rooms" : room));
            }
        }
        return new Retention(Collections.unmodifiableMap(rules));
    }

    /** A room name, perhaps URL-encoded, or {@link #ALL_ROOMS}. @throws IllegalArgumentException if it is invalid */
    static String room(String written) {
        if (written.equals(ALL_ROOMS)) {
            return ALL_ROOMS;
        }
        try {
            String name = RoomName.of(decoded(written));
            if (name.equals(ALL_ROOMS)) {
                throw new IllegalArgumentException("it would mean all rooms");
            }
            return name;
        } catch (Refusal | IllegalArgumentException e) {
            throw new IllegalArgumentException("invalid room " + written + ": " + e.getMessage(), e);
        }
    }

    /** Decodes strictly: invalid UTF-8 would become U+FFFD, and the rule would apply to a room that nobody meant. */
    private static String decoded(String written) {
        String name = URLDecoder.decode(written.replace("+", "%2B"), StandardCharsets.UTF_8);
        if (name.indexOf('\uFFFD') >= 0 && !written.toUpperCase(Locale.ROOT).contains("%EF%BF%BD")) {
            throw new IllegalArgumentException("not valid UTF-8");
        }
        return name;
    }

    private static Rule rule(Matcher parts) {
        if (parts.group("count") != null) {
            return new Rule(Long.parseLong(parts.group("count")), null);
        }
        if (parts.group("age") == null) {
            return Rule.KEEP_ALL;
        }
        long number = Long.parseLong(parts.group("age"));
        return new Rule(
                Long.MAX_VALUE,
                switch (parts.group("unit")) {
                    case "s" -> Duration.ofSeconds(number);
                    case "m" -> Duration.ofMinutes(number);
                    case "h" -> Duration.ofHours(number);
                    default -> Duration.ofDays(number);
                });
    }

    /** The rule for the room, by its exact name first, then by any other spelling. */
    Rule of(String room) {
        Rule rule = rules.get(room);
        String key = RoomKey.of(room);
        for (Iterator<Map.Entry<String, Rule>> all = rules.entrySet().iterator(); rule == null && all.hasNext(); ) {
            Map.Entry<String, Rule> each = all.next();
            rule = RoomKey.of(each.getKey()).equals(key) ? each.getValue() : null;
        }
        return rule != null ? rule : rules.getOrDefault(ALL_ROOMS, Rule.KEEP_ALL);
    }

    boolean keepsAll() {
        return rules.values().stream().allMatch(Rule.KEEP_ALL::equals);
    }
}

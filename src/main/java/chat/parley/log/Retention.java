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
 * How long rooms keep what was said in them: for ever, unless there is a rule for the room or for all.
 *
 * @param rules by room; the one for {@link #ALL_ROOMS} counts where a room has none of its own
 */
public record Retention(Map<String, Rule> rules) {
    public static final String ALL_ROOMS = "*";

    private static final Pattern ENTRY = Pattern.compile("(?:(?<room>[^=]+)=)?(?:(?<count>[1-9][0-9]{0,14})|(?<age>[1-9][0-9]{0,8})(?<unit>[smhd])|all)");

    /**
     * @param count most messages, or {@link Long#MAX_VALUE}
     * @param age the oldest that a message may be, or null
     */
    public record Rule(long count, Duration age) {
        static final Rule KEEP_ALL = new Rule(Long.MAX_VALUE, null);
    }

    /**
     * Reads a list such as {@code 365d, lobby=10000, build log=7d, archive=all}: for each room, or for all where no room is named, how many messages or how long. A room's name that has one of
     * {@code ,=%} in it is written as in a URL.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    public static Retention parse(String text) {
        Map<String, Rule> rules = new LinkedHashMap<>();
        for (String entry : text.split(",")) {
            Matcher parts = ENTRY.matcher(entry.strip());
            if (entry.isBlank()) {
                continue;
            }
            if (!parts.matches()) {
                throw new IllegalArgumentException(entry.strip() + " is neither a number of messages nor a time such as 30d, with a room before it or without");
            }
            String room = parts.group("room") == null ? ALL_ROOMS : room(parts.group("room").strip());
            if (rules.put(room, rule(parts)) != null) {
                throw new IllegalArgumentException("there are two rules for " + (room.equals(ALL_ROOMS) ? "all rooms" : room));
            }
        }
        return new Retention(Collections.unmodifiableMap(rules));
    }

    private static String room(String written) {
        if (written.equals(ALL_ROOMS)) {
            return ALL_ROOMS;
        }
        try {
            String name = RoomName.of(decoded(written));
            if (name.equals(ALL_ROOMS)) {
                throw new IllegalArgumentException("the rule would be for all rooms");
            }
            return name;
        } catch (Refusal | IllegalArgumentException e) {
            throw new IllegalArgumentException(written + " cannot name the room of a rule: " + e.getMessage(), e);
        }
    }

    /** Strictly: bytes that are no UTF-8 become U+FFFD, and so the rule would be for a room that nobody means. */
    private static String decoded(String written) {
        String name = URLDecoder.decode(written.replace("+", "%2B"), StandardCharsets.UTF_8);
        if (name.indexOf('\uFFFD') >= 0 && !written.toUpperCase(Locale.ROOT).contains("%EF%BF%BD")) {
            throw new IllegalArgumentException("it is not in UTF-8");
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
        return new Rule(Long.MAX_VALUE, switch (parts.group("unit")) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        });
    }

    /** The rule for the room's exact name, or for another spelling of it. */
    Rule of(String room) {
        Rule rule = rules.get(room);
        String key = RoomKey.of(room);
        for (Iterator<Map.Entry<String, Rule>> all = rules.entrySet().iterator(); rule == null && all.hasNext();) {
            Map.Entry<String, Rule> each = all.next();
            rule = RoomKey.of(each.getKey()).equals(key) ? each.getValue() : null;
        }
        return rule != null ? rule : rules.getOrDefault(ALL_ROOMS, Rule.KEEP_ALL);
    }

    boolean keepsAll() {
        return rules.values().stream().allMatch(Rule.KEEP_ALL::equals);
    }
}

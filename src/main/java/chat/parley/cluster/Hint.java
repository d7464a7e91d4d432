package chat.parley.cluster;

import chat.parley.event.Event;
import chat.parley.event.Member;
import chat.parley.event.RoomId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a doorbell carries: a line of text with fields separated by tabs. Whoever gets one looks into the store; only
 * what nobody stores for others is in the hint itself: typing, read positions, and what is spent of rate limits.
 */
sealed interface Hint {
    /** The text that separates hints. */
    String LINE = "\n";

    /** Sent all the time. @param shards of the sender's bell */
    record Pulse(int shards) implements Hint {}

    /** Another server's log has grown. */
    record Head(RoomId room, long head) implements Hint {}

    /** There are new notices, or a server has applied some. */
    record News() implements Hint {}

    /** A server has changed who is where. */
    record Moved() implements Hint {}

    /** A client has said goodbye. @param client a digest of its secret */
    record Departed(String client) implements Hint {}

    record Typing(RoomId room, Member member) implements Hint {}

    record Read(RoomId room, String member, Event.Read position) implements Hint {}

    record Spent(Spending spending) implements Hint {}

    /** The hint as a line. */
    default String line() {
        if (this instanceof Head head) {
            return fields("h", head.room().text(), head.head());
        } else if (this instanceof Departed departed) {
            return fields("d", departed.client());
        } else if (this instanceof Pulse pulse) {
            return fields("p", pulse.shards());
        } else if (this instanceof News) {
            return "n";
        } else if (this instanceof Moved) {
            return "m";
        } else if (this instanceof Typing typing) {
            return fields(
                    "t",
                    typing.room().text(),
                    typing.member().id(),
                    typing.member().name());
        } else if (this instanceof Spent spent) {
            Spending spending = spent.spending();
            return fields("s", spending.limit(), spending.client(), spending.tokens());
        }
        Read read = (Read) this;
        Event.Read at = read.position();
        return fields("r", read.room().text(), read.member(), at.room(), at.offset(), at.unread(), at.mentions());
    }

    private static String fields(Object... fields) {
        List<String> texts = new ArrayList<>();
        for (Object field : fields) {
            texts.add(field.toString().replaceAll("[\t\n]", " "));
        }
        return String.join("\t", texts);
    }

    /** Reads a line; null if it is none, such as one of a newer server. */
    static Hint read(String line) {
        String[] fields = line.split("\t", -1);
        try {
            return switch (fields[0]) {
                case "h" -> new Head(new RoomId(fields[1]), Long.parseLong(fields[2]));
                case "p" -> new Pulse(Integer.parseInt(fields[1]));
                case "d" -> new Departed(fields[1]);
                case "n" -> new News();
                case "m" -> new Moved();
                case "t" -> new Typing(new RoomId(fields[1]), new Member(fields[2], fields[3]));
                case "s" -> new Spent(new Spending(fields[1], fields[2], Integer.parseInt(fields[3])));
                case "r" ->
                    new Read(
                            new RoomId(fields[1]),
                            fields[2],
                            new Event.Read(
                                    fields[3],
                                    Long.parseLong(fields[4]),
                                    Integer.parseInt(fields[5]),
                                    Integer.parseInt(fields[6])));
                default -> null;
            };
        } catch (ArrayIndexOutOfBoundsException | NumberFormatException e) {
            return null;
        }
    }

    /** Packs lines into texts of at most this many bytes of UTF-8. A line that is longer is dropped. */
    static List<String> pack(String sender, List<String> lines, int most) {
        List<String> texts = new ArrayList<>();
        StringBuilder text = new StringBuilder(sender);
        int bytes = sender.length();
        for (String line : lines) {
            int more = LINE.length() + line.getBytes(StandardCharsets.UTF_8).length;
            if (sender.length() + more > most) {
                continue;
            }
            if (bytes + more > most) {
                texts.add(text.toString());
                text.setLength(sender.length());
                bytes = sender.length();
            }
            text.append(LINE).append(line);
            bytes += more;
        }
        if (bytes > sender.length()) {
            texts.add(text.toString());
        }
        return texts;
    }
}

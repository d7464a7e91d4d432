package chat.parley.client;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The state of one room as a client shows it by the rules of the protocol: messages with all later changes applied. */
public final class Shown {
    private final Map<Long, Message> messages = new TreeMap<>();
    private final UnaryOperator<String> words;

    private static final class Message {
        private String author;
        private String text;
        private String edited;
        private boolean deleted;
        private boolean pinned;
        private Long replyTo;
        private long changed;
        /** The members who reacted, by emoji. */
        private final Map<String, List<String>> reactions = new TreeMap<>();
    }

    /** Keeps the texts. */
    public Shown() {
        this(text -> text);
    }

    /** @param words maps each text to the value to keep */
    public Shown(UnaryOperator<String> words) {
        this.words = words;
    }

    /** Removes all messages. */
    public void clear() {
        messages.clear();
    }

    /** Applies an event; ignores events that are not log entries. */
    public void hear(Heard event) {
        if (event.is("message")) {
            messages.put(event.offset(), message(event.json()));
            return;
        }
        Message target = event.json().containsKey("target")
                ? messages.get(event.json().getJsonNumber("target").longValueExact())
                : null;
        if (target == null || event.offset() <= target.changed) {
            return;
        }
        target.changed = event.offset();
        switch (event.string("type")) {
            case "edited" -> {
                target.edited = event.string("at");
                target.text = event.text() == null ? target.text : words.apply(event.text());
            }
            case "deleted" -> {
                target.deleted = true;
                target.pinned = false;
                target.text = null;
                target.edited = null;
                target.reactions.clear();
            }
            case "reacted" -> {
                List<String> members =
                        target.reactions.computeIfAbsent(event.string("emoji"), emoji -> new ArrayList<>());
                if (!members.contains(event.author())) {
                    members.add(event.author());
                }
            }
            case "unreacted" -> {
                List<String> members = target.reactions.getOrDefault(event.string("emoji"), new ArrayList<>());
                members.remove(event.author());
                if (members.isEmpty()) {
                    target.reactions.remove(event.string("emoji"));
                }
            }
            case "pinned" -> target.pinned = true;
            case "unpinned" -> target.pinned = false;
            default -> throw new AssertionError("unknown change: " + event);
        }
    }

    /** Replaces the messages by a history page, then applies the later ones of these events. */
    public void turnTo(Heard page, List<Heard> heard) {
        page.messages().forEach(this::hear);
        heard.stream()
                .filter(event -> event.json().containsKey("target") && event.offset() > page.head())
                .forEach(this::hear);
    }

    private Message message(JsonObject json) {
        Message message = new Message();
        message.author = json.getJsonObject("author").getString("id");
        message.text = json.containsKey("text") ? words.apply(json.getString("text")) : null;
        message.edited = json.getString("edited", null);
        message.deleted = json.getBoolean("deleted", false);
        message.pinned = json.getBoolean("pinned", false);
        message.replyTo =
                json.containsKey("replyTo") ? json.getJsonNumber("replyTo").longValueExact() : null;
        message.changed =
                json.containsKey("changed") ? json.getJsonNumber("changed").longValueExact() : 0;
        if (json.containsKey("reactions")) {
            json.getJsonArray("reactions")
                    .getValuesAs(JsonObject.class)
                    .forEach(reaction -> message.reactions.put(
                            reaction.getString("emoji"),
                            new ArrayList<>(reaction.getJsonArray("members").getValuesAs(JsonObject.class).stream()
                                    .map(member -> member.getString("id"))
                                    .toList())));
        }
        return message;
    }

    /** Each message as a user sees it, by offset. */
    public Map<Long, String> messages() {
        Map<Long, String> seen = new LinkedHashMap<>();
        messages.forEach((offset, message) -> seen.put(
                offset,
                message.author + (message.replyTo == null ? "" : " to " + message.replyTo) + ": "
                        + (message.deleted ? "deleted" : message.text)
                        + (message.edited == null ? "" : " (edited " + message.edited + ")")
                        + (message.pinned ? " pinned" : "") + " " + message.reactions));
        return seen;
    }
}

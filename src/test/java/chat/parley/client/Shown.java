package chat.parley.client;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** What a client shows of one room, by the protocol's rules alone: the messages, with the changes that came after them. */
public final class Shown {
    private final Map<Long, Message> messages = new TreeMap<>();
    private final UnaryOperator<String> words;

    private static final class Message {
        private String author;
        private String text;
        private String edited;
        private boolean deleted;
        private Long replyTo;
        private long changed;
        /** Who reacts, by the emoji. */
        private final Map<String, List<String>> reactions = new TreeMap<>();
    }

    /** Keeps texts as they are. */
    public Shown() {
        this(text -> text);
    }

    /** @param words turns a text into what is kept of it */
    public Shown(UnaryOperator<String> words) {
        this.words = words;
    }

    /** Forgets all messages. */
    public void clear() {
        messages.clear();
    }

    /** Takes an event; ignores all that is no entry of a log. */
    public void hear(Heard event) {
        if (event.is("message")) {
            messages.put(event.offset(), message(event.json()));
            return;
        }
        Message target = event.json().containsKey("target") ? messages.get(event.json().getJsonNumber("target").longValueExact()) : null;
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
                target.text = null;
                target.edited = null;
                target.reactions.clear();
            }
            case "reacted" -> {
                List<String> members = target.reactions.computeIfAbsent(event.string("emoji"), emoji -> new ArrayList<>());
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
            default -> throw new AssertionError("this has a target: " + event);
        }
    }

    /** Takes a page of history, and those events that came after it. */
    public void turnTo(Heard page, List<Heard> heard) {
        page.messages().forEach(this::hear);
        heard.stream().filter(event -> event.json().containsKey("target") && event.offset() > page.head()).forEach(this::hear);
    }

    private Message message(JsonObject json) {
        Message message = new Message();
        message.author = json.getJsonObject("author").getString("id");
        message.text = json.containsKey("text") ? words.apply(json.getString("text")) : null;
        message.edited = json.getString("edited", null);
        message.deleted = json.getBoolean("deleted", false);
        message.replyTo = json.containsKey("replyTo") ? json.getJsonNumber("replyTo").longValueExact() : null;
        message.changed = json.containsKey("changed") ? json.getJsonNumber("changed").longValueExact() : 0;
        if (json.containsKey("reactions")) {
            json.getJsonArray("reactions").getValuesAs(JsonObject.class).forEach(reaction -> message.reactions.put(reaction.getString("emoji"),
                    new ArrayList<>(reaction.getJsonArray("members").getValuesAs(JsonObject.class).stream().map(member -> member.getString("id")).toList())));
        }
        return message;
    }

    /** Each message as people see it, by offset. */
    public Map<Long, String> messages() {
        Map<Long, String> seen = new LinkedHashMap<>();
        messages.forEach((offset, message) -> seen.put(offset, message.author + (message.replyTo == null ? "" : " to " + message.replyTo) + ": "
                + (message.deleted ? "deleted" : message.text) + (message.edited == null ? "" : " (edited " + message.edited + ")") + " " + message.reactions));
        return seen;
    }
}

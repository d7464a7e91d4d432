package chat.parley.room;

import chat.parley.event.Logged;
import chat.parley.log.Page;

/** What the log says about the room as a whole: its topic, and which entry set its rules. Confined to the room's lane. */
final class Heading {
    private String topic;
    private long rulesAt;

    Heading(Page page) {
        read(page);
    }

    /** Takes what holds at the end of the page. */
    void read(Page page) {
        topic = page.topic();
        rulesAt = page.rulesAt();
    }

    /** Takes an entry that is now in the tail. */
    void take(Logged event) {
        if (event instanceof Logged.TopicChanged changed) {
            topic = changed.topic();
        } else if (event instanceof Logged.RulesChanged changed) {
            rulesAt = changed.rules().isEmpty() ? 0 : changed.offset();
        }
    }

    /** The topic, or null. */
    String topic() {
        return topic.isEmpty() ? null : topic;
    }

    /** The offset of the entry that set the rules; null if there are none. */
    Long rulesAt() {
        return rulesAt == 0 ? null : (Long) rulesAt;
    }
}

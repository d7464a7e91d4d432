package chat.parley.cluster;

/**
 * Does what the hints of other servers are about. Thread-safe; never blocks.
 *
 * @param onNews there may be notices
 * @param onMoved somebody has come or gone
 */
record Ear(Local local, Runnable onNews, Runnable onMoved) {
    void hear(Hint hint) {
        if (hint instanceof Hint.Head head) {
            local.announced(head.room(), head.head());
        } else if (hint instanceof Hint.News) {
            onNews.run();
        } else if (hint instanceof Hint.Moved) {
            onMoved.run();
        } else if (hint instanceof Hint.Typing typing) {
            local.typing(typing.room(), typing.member());
        } else if (hint instanceof Hint.Read read) {
            local.read(read.room(), read.member(), read.position());
        } else if (hint instanceof Hint.Spent elsewhere) {
            local.spentElsewhere(elsewhere.spending());
        } else if (hint instanceof Hint.Departed departed) {
            local.departed(departed.client());
        }
    }
}

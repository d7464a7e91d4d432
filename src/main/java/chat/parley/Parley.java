package chat.parley;

import chat.parley.log.MemoryRoomLog;
import chat.parley.room.Chat;
import chat.parley.websocket.ChatConfigurator;
import java.time.Clock;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** A running Parley: the one place where the parts are put together. */
public final class Parley implements AutoCloseable {
    private final Chat chat;

    private Parley(Chat chat) {
        this.chat = chat;
    }

    /** @param threads makes the few threads that Parley needs */
    public static Parley start(Settings settings, ThreadFactory threads) {
        Chat chat = new Chat(new MemoryRoomLog(Clock.systemUTC()), settings.limits(), System::nanoTime, threads);
        ChatConfigurator.open(chat, settings.maxFrame());
        return new Parley(chat);
    }

    /** Tells every client to come back later, and ends. Takes a few seconds at most. */
    @Override
    public void close() {
        ChatConfigurator.close();
        chat.close();
    }

    /** Named daemon threads, for hosts that have none to give. */
    public static ThreadFactory plainThreads() {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "parley-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}

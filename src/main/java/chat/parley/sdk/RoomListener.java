package chat.parley.sdk;

import java.util.List;
import java.util.function.Consumer;

/**
 * What happens in a room. All methods do nothing by default.
 *
 * <p>The client calls all listeners of all rooms on one thread, one call at a time, in the order of the events. A call
 * may take its time and may wait for what it sends. While a listener is busy, events wait in a bounded queue. If it is
 * full, the client stops reading from the server, and resumes from the log when the listener has caught up: nothing of
 * the log is lost, but {@code typing}, {@code read} and outdated changes of presence are left out. An exception is
 * logged, and the next event is delivered.
 */
public interface RoomListener {
    /** A listener for messages only. */
    static RoomListener ofMessages(Consumer<ChatMessage> messages) {
        return new RoomListener() {
            @Override
            public void message(ChatMessage message, Cause cause) {
                messages.accept(message);
            }
        };
    }

    /** A message is in the room's log; your own arrive here, too. In the order of the log, each once. */
    default void message(ChatMessage message, Cause cause) {}

    /** A message was changed. Skip it if you do not keep the message at {@link MessageChange#target}. */
    default void change(MessageChange change, Cause cause) {}

    /** The log has an entry about the room itself. */
    default void entry(RoomEntry entry, Cause cause) {}

    /** The room has another topic. @param author null if that was while you were away */
    default void topic(String topic, ChatMember author) {}

    /**
     * Members have arrived, departed or changed their names.
     *
     * @param online how many members are in the room now
     */
    default void members(List<ChatMember> joined, List<ChatMember> left, List<ChatMember> renamed, int online) {}

    /** Who is typing, except you. @param members at most five of them @param count how many they are */
    default void typing(List<ChatMember> members, int count) {}

    /** You have read up to this offset in another session. {@code unread} and {@code mentions} count what follows. */
    default void read(long offset, int unread, int mentions) {}

    /**
     * What follows does not connect to what came before, because retention has removed entries, or the log is another
     * one: discard the messages that you keep. If retention has overtaken this client while it was in the room, all
     * messages follow that the server still has; otherwise, as on a first join with {@code since}, the newest 50.
     *
     * @param head the offset of the newest entry
     */
    default void reset(long head) {}

    /** You are no longer in the room, for this reason; the last call. {@link ParleyException#CLOSED} if you left. */
    default void closed(ParleyException reason) {}
}

package chat.parley.client;

import chat.parley.sdk.Cause;
import chat.parley.sdk.ChatMember;
import chat.parley.sdk.ChatMessage;
import chat.parley.sdk.ClientListener;
import chat.parley.sdk.ConnectionState;
import chat.parley.sdk.ListedRoom;
import chat.parley.sdk.MessageChange;
import chat.parley.sdk.ParleyException;
import chat.parley.sdk.RoomEntry;
import chat.parley.sdk.RoomListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Writes down what a client of the Java SDK tells, in order, and waits for it. Thread-safe. */
public final class SdkListener implements RoomListener {
    private final List<Object> heard = new ArrayList<>();

    /** Calls that are no records of the SDK. */
    public record Told(String what, Object... facts) {
        @Override
        public String toString() {
            return what + " " + List.of(facts);
        }
    }

    /** A message, and why it came. */
    public record Came(ChatMessage message, Cause cause) {}

    private synchronized void add(Object event) {
        heard.add(event);
        notifyAll();
    }

    /** Everything of this kind so far. */
    public synchronized <T> List<T> all(Class<T> kind) {
        return heard.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The texts of the messages so far. */
    public List<String> texts() {
        return all(Came.class).stream().map(came -> came.message().text()).toList();
    }

    /** Waits for an event. @return the first one */
    public <T> T await(Class<T> kind, Predicate<T> isIt) {
        return await(kind, isIt, 1).get(0);
    }

    /** Waits for this many events. */
    public synchronized <T> List<T> await(Class<T> kind, Predicate<T> isIt, int count) {
        long deadline = System.nanoTime() + WaitLimit.TIME.toNanos();
        while (true) {
            List<T> found = all(kind).stream().filter(isIt).toList();
            if (found.size() >= count) {
                return found;
            }
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new AssertionError("only " + found.size() + " of " + count + " in " + heard);
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, 1_000_000));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }

    public ChatMessage awaitText(String text) {
        return await(Came.class, came -> came.message().text().equals(text)).message();
    }

    /** Waits for a call that is no record of the SDK. */
    public Told awaitTold(String what) {
        return await(Told.class, told -> told.what().equals(what));
    }

    /** Its listener for what happens outside of rooms. */
    public ClientListener ofClient() {
        return new ClientListener() {
            @Override
            public void state(ConnectionState state, ParleyException why) {
                add(new Told("state " + state, Stream.ofNullable(why).toArray()));
            }

            @Override
            public void error(ParleyException error) {
                add(new Told("error " + error.code(), error));
            }

            @Override
            public void roomAdded(ListedRoom room, ChatMember by) {
                add(new Told("added", room));
            }

            @Override
            public void roomRemoved(String room, ParleyException reason) {
                add(new Told("removed", room, reason));
            }

            @Override
            public void renamed(ChatMember me) {
                add(new Told("renamed", me.name()));
            }
        };
    }

    @Override
    public void message(ChatMessage message, Cause cause) {
        add(new Came(message, cause));
    }

    @Override
    public void change(MessageChange change, Cause cause) {
        add(change);
    }

    @Override
    public void entry(RoomEntry entry, Cause cause) {
        add(entry);
    }

    @Override
    public void topic(String topic, ChatMember author) {
        add(new Told("topic " + topic));
    }

    @Override
    public void members(List<ChatMember> joined, List<ChatMember> left, List<ChatMember> renamed, int online) {
        joined.forEach(member -> add(new Told("joined " + member.name(), online)));
        left.forEach(member -> add(new Told("left " + member.name(), online)));
        renamed.forEach(member -> add(new Told("now " + member.name(), online)));
    }

    @Override
    public void typing(List<ChatMember> members, int count) {
        members.forEach(member -> add(new Told("typing " + member.name(), count)));
    }

    @Override
    public void read(long offset, int unread, int mentions) {
        add(new Told("read " + offset, unread, mentions));
    }

    @Override
    public void reset(long head) {
        add(new Told("reset", head));
    }

    @Override
    public void closed(ParleyException reason) {
        add(new Told("closed " + reason.code(), reason));
    }
}

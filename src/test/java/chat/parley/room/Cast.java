package chat.parley.room;

import chat.parley.event.Command;
import chat.parley.event.Event;
import chat.parley.event.Member;
import chat.parley.event.RoomCommand;
import chat.parley.event.Write;
import chat.parley.identity.Client;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Members of a chat, who try commands and learn how these end. */
final class Cast {
    static final String YES = "yes";

    private final Talk talk;
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    /** So that those who come after a restart use other refs. */
    private final int number = NUMBERS.incrementAndGet();

    private final AtomicInteger refs = new AtomicInteger();

    Cast(Talk talk) {
        this.talk = talk;
    }

    Actor actor(String name) throws InterruptedException {
        return new Actor(name, null);
    }

    /** A guest whose connection comes from this address. */
    Actor actorAt(String address, String name) throws InterruptedException {
        return new Actor(name, address);
    }

    final class Actor {
        final Talk.Guest guest;
        final Member member;

        private final String address;

        private Actor(String name, String address) throws InterruptedException {
            this.address = address;
            guest = talk.new Guest(TestWire.from(address), name, "the-secret-key-of-" + name.replace(' ', '-'));
            member = guest.wire.next(Event.Welcome.class).member();
        }

        /** The actor as it sends requests without a session. */
        Client client() {
            return talk.chat.client(guest.session.identity(), address);
        }

        TestWire wire() {
            return guest.wire;
        }

        Event.Reply ask(String ref, Command command) throws InterruptedException {
            guest.session.handle(command);
            return guest.wire.next(Event.Reply.class, reply -> ref.equals(reply.ref()));
        }

        /** @param command makes a command with a new ref */
        Event.Reply ask(Function<String, Command> command) throws InterruptedException {
            String ref = "r" + number + "-" + refs.incrementAndGet();
            return ask(ref, command.apply(ref));
        }

        /** How the command ends: {@link #YES} or the code of the error. */
        String tries(Function<String, Command> command) throws InterruptedException {
            return ask(command) instanceof Event.Failure failure
                    ? failure.code().wireName()
                    : YES;
        }

        /** As {@link #tries}, for what must succeed. */
        Event.Ack does(Function<String, Command> command) throws InterruptedException {
            Event.Reply reply = ask(command);
            if (reply instanceof Event.Ack ack) {
                return ack;
            }
            throw new AssertionError(reply.toString());
        }

        String tryJoin(String room) throws InterruptedException {
            return tries(ref -> new Command.Join(ref, room, null, null));
        }

        String tryPost(String room) throws InterruptedException {
            return tries(ref -> new Command.WriteAnywhere(new Write.Post(ref, room, "hello", null)));
        }

        /** Posts without joining. @return the offset */
        long post(String room, String text) throws InterruptedException {
            return does(ref -> new Command.WriteAnywhere(new Write.Post(ref, room, text, null)))
                    .offset();
        }

        String tryToMake(Actor other, String role, Long seconds, String room) throws InterruptedException {
            return tries(ref -> new RoomCommand.SetRole(ref, room, other.member.id(), role, seconds, null, null));
        }

        Event.Ack makes(Actor other, String role, Long seconds, String room) throws InterruptedException {
            return does(ref -> new RoomCommand.SetRole(ref, room, other.member.id(), role, seconds, null, null));
        }

        String tryToBanWithAddress(Actor other, Long seconds, String reason, String room) throws InterruptedException {
            return tries(ref -> new RoomCommand.SetRole(ref, room, other.member.id(), "banned", seconds, reason, true));
        }

        /** Creates a private room. @return its address */
        String creates(String title, Actor... members) throws InterruptedException {
            List<String> ids =
                    List.of(members).stream().map(actor -> actor.member.id()).toList();
            return does(ref -> new RoomCommand.Create(ref, "private", title, ids, null))
                    .room();
        }

        /** Opens a direct room. @return its address */
        String opens(Actor... others) throws InterruptedException {
            List<String> ids =
                    List.of(others).stream().map(actor -> actor.member.id()).toList();
            return does(ref -> new RoomCommand.Create(ref, "direct", null, ids, null))
                    .room();
        }
    }
}

package chat.parley.room;

import chat.parley.client.TokenIssuer;
import chat.parley.delivery.Close;
import chat.parley.event.Command;
import chat.parley.event.Event;
import chat.parley.event.Member;
import chat.parley.event.Query;
import chat.parley.event.Refusal;
import chat.parley.event.RoomCommand;
import chat.parley.event.Write;
import chat.parley.identity.Identity;
import com.nimbusds.jose.JWSAlgorithm;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * People whose tokens give them a role on the whole server. Also run on code with mistakes: see {@link
 * GivenRoleMistakes}.
 */
public final class GivenRoles {
    private static final String LOBBY = "lobby";
    private static final String FORBIDDEN = "forbidden";

    private final Talk talk;
    private final Holder mira;
    private int refs;

    private GivenRoles(Talk talk) throws InterruptedException {
        this.talk = talk;
        this.mira = new Holder("Mira", "parley-owner");
    }

    /** Returns what went wrong first; null if nothing did. */
    public static String run() throws Exception {
        try (Talk talk = Talk.withTokens(TokenIssuer.SHARED.keySource())) {
            GivenRoles roles = new GivenRoles(talk);
            roles.readersOnlyRead();
            roles.moderatorsModeratePublicRooms();
            roles.ownersOwnPublicRooms();
            roles.decisionsOfARoomStand();
            roles.moderatorsDoNotRuleOwners();
            roles.theNewestTokenDecides();
            return null;
        } catch (AssertionError e) {
            return e.getMessage();
        }
    }

    private static void require(Object expected, Object found, String what) {
        if (!expected.equals(found)) {
            throw new AssertionError(what + ": expected " + expected + ", found " + found);
        }
    }

    private static String token(String name, Duration age, String... roles) {
        Instant now = Instant.now();
        return TokenIssuer.SHARED.sign(
                JWSAlgorithm.ES256,
                TokenIssuer.claims(name, name, now.plus(Duration.ofHours(1)))
                        .issueTime(Date.from(now.minus(age)))
                        .claim("roles", List.of(roles))
                        .build());
    }

    /** A connection of somebody with a token. */
    private final class Holder {
        final TestWire wire = new TestWire();
        final Session session = talk.chat.connect(wire);
        final String name;

        Holder(String name, String... roles) throws InterruptedException {
            this.name = name;
            renew(token(name, Duration.ofMinutes(30), roles));
        }

        void renew(String token) throws InterruptedException {
            require(Cast.YES, tries(ref -> new Command.Hello(ref, null, null, token)), "a hello of " + name);
        }

        Member member() {
            return session.member();
        }

        Event.Reply ask(Function<String, Command> command) throws InterruptedException {
            String ref = "r" + refs++;
            session.handle(command.apply(ref));
            return wire.next(Event.Reply.class, reply -> ref.equals(reply.ref()));
        }

        String tries(Function<String, Command> command) throws InterruptedException {
            return codeOf(ask(command));
        }

        String posts(String room) throws InterruptedException {
            return tries(ref -> new Command.WriteAnywhere(new Write.Post(ref, room, "hello", null)));
        }

        long post(String room) throws InterruptedException {
            return ((Event.Ack) ask(ref -> new Command.WriteAnywhere(new Write.Post(ref, room, "hello", null))))
                    .offset();
        }

        String deletes(long target, String room) throws InterruptedException {
            return tries(ref -> new Command.WriteAnywhere(new Write.Delete(ref, room, target)));
        }

        String makes(Holder other, String role, String room) throws InterruptedException {
            return tries(
                    ref -> new RoomCommand.SetRole(ref, room, other.member().id(), role, null, null, null));
        }

        String creates(String kind, Holder other) throws InterruptedException {
            Event.Reply reply = ask(ref -> new RoomCommand.Create(
                    ref,
                    kind,
                    kind.equals("direct") ? null : "Plans",
                    List.of(other.member().id()),
                    null));
            return reply instanceof Event.Ack ack ? ack.room() : codeOf(reply);
        }

        Object roleIn(String room) throws InterruptedException {
            Event.Joined joined = (Event.Joined) ask(ref -> new Command.Join(ref, room, null, null));
            return joined.role() == null ? "none" : joined.role().wireName();
        }
    }

    private static String codeOf(Event.Reply reply) {
        return reply instanceof Event.Failure failure ? failure.code().wireName() : Cast.YES;
    }

    /** How a post by HTTP ends. */
    private String postsByHttp(String token, String room) throws Exception {
        Identity identity = talk.chat.identities().identify(new Command.Hello(null, null, null, token), null);
        try {
            talk.chat
                    .write(talk.chat.client(identity, null), new Write.Post(null, room, "by HTTP", null))
                    .toCompletableFuture()
                    .orTimeout(10, TimeUnit.SECONDS)
                    .join();
            return Cast.YES;
        } catch (CompletionException e) {
            return ((Refusal) e.getCause()).code().wireName();
        }
    }

    private void readersOnlyRead() throws Exception {
        Holder rosa = new Holder("Rosa", "parley-reader", "parley-owner");
        require("reader", rosa.roleIn(LOBBY), "a reader's role in a public room");
        require(FORBIDDEN, rosa.posts(LOBBY), "a reader posts");
        require(FORBIDDEN, rosa.tries(ref -> new Command.Typing(ref, LOBBY)), "a reader types");
        require(FORBIDDEN, postsByHttp(token("Rosa", Duration.ZERO, "parley-reader"), LOBBY), "a reader posts by HTTP");
        require(FORBIDDEN, rosa.creates("private", mira), "a reader creates a room");
        require(FORBIDDEN, rosa.creates("direct", mira), "a reader opens a direct room");
        String room = mira.creates("private", rosa);
        require(Cast.YES, mira.makes(rosa, "owner", room), "a reader becomes an owner");
        require("reader", rosa.roleIn(room), "a reader's role in a room of its own");
        require(FORBIDDEN, rosa.posts(room), "a reader posts in a room of its own");
        require(FORBIDDEN, rosa.makes(mira, "reader", room), "a reader decides");
        require(Cast.YES, rosa.tries(ref -> new Query.Roles(ref, room)), "a reader lists roles");
    }

    private void moderatorsModeratePublicRooms() throws Exception {
        Holder jonas = new Holder("Jonas", "parley-moderator");
        Holder rosa = new Holder("Nora");
        require("moderator", jonas.roleIn(LOBBY), "a moderator's role");
        require(Cast.YES, jonas.deletes(rosa.post(LOBBY), LOBBY), "a moderator deletes");
        require(
                Cast.YES,
                jonas.tries(ref -> new Query.Audit(ref, LOBBY, null, null)),
                "a moderator reads the audit log");
        require(FORBIDDEN, rosa.tries(ref -> new Query.Audit(ref, LOBBY, null, null)), "a member reads the audit log");
        require(Cast.YES, jonas.makes(rosa, "reader", LOBBY), "a moderator mutes");
        require(FORBIDDEN, jonas.makes(rosa, "moderator", LOBBY), "a moderator appoints");
        require(FORBIDDEN, jonas.tries(ref -> archive(ref, LOBBY)), "a moderator archives");
        require(Cast.YES, jonas.makes(rosa, "member", LOBBY), "a moderator unmutes");
        String room = mira.creates("private", jonas);
        require("member", jonas.roleIn(room), "a moderator's role in a private room");
        require(FORBIDDEN, jonas.deletes(mira.post(room), room), "a moderator deletes in a private room");
    }

    private static Command archive(String ref, String room) {
        return new Command.WriteAnywhere(new Write.Archive(ref, room));
    }

    private void ownersOwnPublicRooms() throws Exception {
        Holder nora = new Holder("Nora");
        require("owner", mira.roleIn(LOBBY), "an owner's role");
        require(Cast.YES, mira.makes(nora, "moderator", LOBBY), "an owner appoints");
        require("moderator", nora.roleIn(LOBBY), "the role that an owner gave");
        require(Cast.YES, mira.tries(ref -> archive(ref, "attic")), "an owner archives");
        require(FORBIDDEN, nora.posts("attic"), "a post to the archive");
        String room = nora.creates("private", new Holder("Jonas"));
        require("not-found", mira.posts(room), "an owner enters a private room");
    }

    private void decisionsOfARoomStand() throws Exception {
        Holder paul = new Holder("Paul", "parley-owner");
        Holder otto = new Holder("Otto", "parley-moderator");
        require(Cast.YES, mira.makes(otto, "owner", LOBBY), "an owner appoints an owner");
        require("owner", otto.roleIn(LOBBY), "a decision that gives more than the token");
        require(Cast.YES, mira.makes(paul, "reader", LOBBY), "an owner mutes another");
        require(FORBIDDEN, paul.posts(LOBBY), "an owner who is muted posts");
        require(Cast.YES, paul.posts("elsewhere"), "and posts in another room");
        require(Cast.YES, mira.makes(paul, "banned", LOBBY), "an owner bans another");
        require(FORBIDDEN, paul.posts(LOBBY), "an owner who is banned posts");
        require(Cast.YES, mira.makes(paul, "moderator", LOBBY), "an owner forgives");
        require("owner", paul.roleIn(LOBBY), "a token that gives more than the decision");
    }

    private void moderatorsDoNotRuleOwners() throws Exception {
        Holder jonas = new Holder("Jonas", "parley-moderator");
        require(FORBIDDEN, jonas.makes(mira, "banned", LOBBY), "a moderator bans an owner");
        Holder other = new Holder("Olga", "parley-owner");
        require("owner", other.roleIn(LOBBY), "another owner");
        other.session.close(Close.GONE);
        require(FORBIDDEN, jonas.makes(other, "banned", LOBBY), "a moderator bans an owner who has gone");
    }

    private void theNewestTokenDecides() throws Exception {
        Holder desk = new Holder("Vera", "parley-owner");
        Holder phone = new Holder("Vera", "parley-owner");
        require("owner", desk.roleIn(LOBBY), "two tokens of an owner");
        phone.renew(token("Vera", Duration.ofMinutes(20)));
        require("none", phone.roleIn(LOBBY), "a newer token without the role");
        require("none", desk.roleIn(LOBBY), "the other connection");
        require(FORBIDDEN, desk.tries(ref -> archive(ref, LOBBY)), "the other connection archives");
        require("none", new Holder("Vera", "parley-owner").roleIn(LOBBY), "the old token again");
        desk.renew(token("Vera", Duration.ofMinutes(10), "parley-moderator"));
        require("moderator", desk.roleIn(LOBBY), "a newer token with a role");
        require("none", phone.roleIn(LOBBY), "a connection with an older token");
        phone.renew(token("Vera", Duration.ofMinutes(5), "parley-reader"));
        require(FORBIDDEN, desk.posts(LOBBY), "a newer token that lets read only");
    }
}

package chat.parley.room;

import static chat.parley.model.Code.in;
import static chat.parley.model.Mistake.mistake;

import chat.parley.event.Role;
import chat.parley.event.RoomSettings;
import chat.parley.event.ServerRoles;
import chat.parley.identity.Client;
import chat.parley.identity.Identity;
import chat.parley.identity.ProvenRoles;
import chat.parley.identity.RoleClaim;
import chat.parley.identity.Tokens;
import chat.parley.model.Edit;
import chat.parley.model.Mistake;
import chat.parley.rights.Rights;
import java.util.stream.Stream;

/** Uses of a role on the server that somebody could forget. */
public final class GivenRoleMistakes {
    private GivenRoleMistakes() {}

    public static Stream<Mistake> all() {
        return Stream.of(
                mistake("commands forget the role", forgets(Commands.class, "onRoomLane")),
                mistake("entries of sessions forget the role", forgets(Room.class, "write")),
                mistake("decisions forget the role", forgets(Commands.class, "setRole")),
                mistake("joins forget the role", forgets(Room.class, "begin")),
                mistake("queries of sessions forget the role", forgets(Commands.class, "ask")),
                mistake(
                        "readers create rooms",
                        in(Decisions.class, "create")
                                .call(Client.class, "serverRole")
                                .becomes(GivenRoleMistakes.class, "ofClient")),
                mistake(
                        "sessions forget the role",
                        in(Session.class, "set").call(Client.class, "of").becomes(GivenRoleMistakes.class, "plain")),
                mistake(
                        "posts without a session forget the role",
                        in(Chat.class, "client").call(Client.class, "of").becomes(GivenRoleMistakes.class, "plain")),
                mistake(
                        "the log forgets the role of authors",
                        in(hidden("chat.parley.log.Rulings"), "role")
                                .call(Client.class, "serverRole")
                                .becomes(GivenRoleMistakes.class, "ofClient")),
                mistake(
                        "the log forgets the role of others",
                        in(hidden("chat.parley.log.Rulings"), "role")
                                .call(ServerRoles.class, "of")
                                .becomes(GivenRoleMistakes.class, "proven")),
                mistake(
                        "rights ignore the role",
                        in(Rights.class, "role")
                                .call(RoomSettings.class, "role")
                                .becomes(GivenRoleMistakes.class, "decided")),
                mistake(
                        "the log ignores the role",
                        in(hidden("chat.parley.log.Rulings"), "role")
                                .call(RoomSettings.class, "role")
                                .becomes(GivenRoleMistakes.class, "decided")),
                mistake(
                        "newer tokens are forgotten",
                        in(ProvenRoles.class, "learn").doesNothing()),
                mistake(
                        "claims are not read",
                        in(Tokens.class, "authenticate")
                                .call(RoleClaim.class, "in")
                                .returns(null)));
    }

    private static Edit forgets(Class<?> type, String method) {
        return in(type, method).call(Session.class, "client").becomes(GivenRoleMistakes.class, "ofSession");
    }

    private static Class<?> hidden(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError("A mistake can no longer be planted: " + name + " is gone", e);
        }
    }

    static Client ofSession(Session session) {
        return plain(session.identity(), null);
    }

    public static Role ofClient(Client client) {
        return Role.MEMBER;
    }

    public static Client plain(Identity identity, String address) {
        Client client = Client.of(identity, address);
        return new Client(client.member(), () -> Role.MEMBER, client.address(), client.revocation());
    }

    public static Role proven(ServerRoles roles, String member, Role proven) {
        return proven == null ? Role.MEMBER : roles.of(member, proven);
    }

    public static Role decided(RoomSettings settings, Role decided, Role server) {
        return decided == null ? settings.kind().everybody() : decided;
    }
}

package chat.parley.room;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.parley.event.Command;
import chat.parley.event.Query;
import chat.parley.event.Write;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What each role may do, and the error for what it may not. */
@Timeout(120)
class RolesTest {
    private static final String LOBBY = "lobby";

    private final Talk talk = new Talk();
    private final Cast cast = new Cast(talk);
    private final Map<String, Cast.Actor> actors = new LinkedHashMap<>();
    /** The messages of each actor: one to edit, one to delete. */
    private final Map<Cast.Actor, List<Long>> own = new LinkedHashMap<>();

    private Cast.Actor owner;
    private String room;
    private int passers;

    /** Something that an actor tries. */
    private interface Action {
        /** @return how it ends; see {@link Cast} */
        String by(Cast.Actor actor) throws InterruptedException;
    }

    @AfterEach
    void close() {
        talk.close();
    }

    @Test
    void inAPrivateRoom() throws Exception {
        owner = cast.actor("owner");
        room = owner.creates("Plans");
        actors.put("owner", owner);
        for (String role : List.of("moderator", "member", "guest", "reader", "none", "banned")) {
            Cast.Actor actor = cast.actor(role);
            actors.put(role, actor);
            owner.makes(actor, "member", null, room);
            prepare(actor);
            owner.makes(actor, role, null, room);
        }
        prepare(owner);
        actors.put("stranger", cast.actor("stranger"));
        assertEquals("""
                action              owner      moderator  member     guest      reader     none       banned     stranger
                join                yes        yes        yes        yes        yes        not-found  not-found  not-found
                history             yes        yes        yes        yes        yes        not-found  not-found  not-found
                pins                yes        yes        yes        yes        yes        not-found  not-found  not-found
                roles               yes        yes        yes        yes        yes        not-found  not-found  not-found
                mark as read        yes        yes        yes        yes        yes        not-found  not-found  not-found
                typing              yes        yes        yes        yes        forbidden  not-found  not-found  not-found
                post                yes        yes        yes        yes        forbidden  not-found  not-found  not-found
                reply               yes        yes        yes        yes        forbidden  not-found  not-found  not-found
                edit own            yes        yes        yes        yes        forbidden  not-found  not-found  not-found
                edit another's      forbidden  forbidden  forbidden  forbidden  forbidden  not-found  not-found  not-found
                react               yes        yes        yes        yes        forbidden  not-found  not-found  not-found
                pin                 yes        yes        yes        forbidden  forbidden  not-found  not-found  not-found
                unpin               yes        yes        yes        forbidden  forbidden  not-found  not-found  not-found
                topic               yes        yes        yes        forbidden  forbidden  not-found  not-found  not-found
                delete own          yes        yes        yes        yes        forbidden  not-found  not-found  not-found
                delete another's    yes        yes        forbidden  forbidden  forbidden  not-found  not-found  not-found
                invite              yes        yes        yes        forbidden  forbidden  not-found  not-found  not-found
                invite moderator    yes        forbidden  forbidden  forbidden  forbidden  not-found  not-found  not-found
                remove              yes        yes        forbidden  forbidden  forbidden  not-found  not-found  not-found
                remove moderator    yes        forbidden  forbidden  forbidden  forbidden  not-found  not-found  not-found
                mute                yes        yes        forbidden  forbidden  forbidden  not-found  not-found  not-found
                unmute              yes        yes        forbidden  forbidden  forbidden  not-found  not-found  not-found
                ban                 yes        yes        forbidden  forbidden  forbidden  not-found  not-found  not-found
                unban               yes        yes        forbidden  forbidden  forbidden  not-found  not-found  not-found
                appoint moderator   yes        forbidden  forbidden  forbidden  forbidden  not-found  not-found  not-found
                appoint owner       yes        forbidden  forbidden  forbidden  forbidden  not-found  not-found  not-found
                promote oneself     forbidden  forbidden  forbidden  forbidden  forbidden  not-found  not-found  not-found
                title               yes        yes        forbidden  forbidden  forbidden  not-found  not-found  not-found
                slow mode           yes        yes        forbidden  forbidden  forbidden  not-found  not-found  not-found
                archive             yes        forbidden  forbidden  forbidden  forbidden  not-found  not-found  not-found
                post to archive     forbidden  forbidden  forbidden  forbidden  forbidden  not-found  not-found  not-found
                unarchive           yes        forbidden  forbidden  forbidden  forbidden  not-found  not-found  not-found
                audit               yes        yes        forbidden  forbidden  forbidden  not-found  not-found  not-found
                """, table("none"));
    }

    @Test
    void inAPublicRoom() throws Exception {
        owner = cast.actor("owner");
        room = LOBBY;
        talk.owners.add(owner.member.id());
        actors.put("owner", owner);
        for (String role : List.of("moderator", "member", "guest", "reader", "banned")) {
            Cast.Actor actor = cast.actor(role);
            actors.put(role, actor);
            prepare(actor);
            owner.makes(actor, role, null, room);
        }
        prepare(owner);
        actors.put("newcomer", cast.actor("newcomer"));
        prepare(actors.get("newcomer"));
        assertEquals("""
                action              owner      moderator  member     guest      reader     banned     newcomer
                join                yes        yes        yes        yes        yes        forbidden  yes
                history             yes        yes        yes        yes        yes        forbidden  yes
                pins                yes        yes        yes        yes        yes        forbidden  yes
                roles               yes        yes        yes        yes        yes        forbidden  yes
                mark as read        yes        yes        yes        yes        yes        forbidden  yes
                typing              yes        yes        yes        yes        forbidden  forbidden  yes
                post                yes        yes        yes        yes        forbidden  forbidden  yes
                reply               yes        yes        yes        yes        forbidden  forbidden  yes
                edit own            yes        yes        yes        yes        forbidden  forbidden  yes
                edit another's      forbidden  forbidden  forbidden  forbidden  forbidden  forbidden  forbidden
                react               yes        yes        yes        yes        forbidden  forbidden  yes
                pin                 yes        yes        yes        forbidden  forbidden  forbidden  yes
                unpin               yes        yes        yes        forbidden  forbidden  forbidden  yes
                topic               yes        yes        yes        forbidden  forbidden  forbidden  yes
                delete own          yes        yes        yes        yes        forbidden  forbidden  yes
                delete another's    yes        yes        forbidden  forbidden  forbidden  forbidden  forbidden
                invite              yes        yes        forbidden  forbidden  forbidden  forbidden  forbidden
                invite moderator    yes        forbidden  forbidden  forbidden  forbidden  forbidden  forbidden
                remove              yes        yes        forbidden  forbidden  forbidden  forbidden  forbidden
                remove moderator    yes        forbidden  forbidden  forbidden  forbidden  forbidden  forbidden
                mute                yes        yes        forbidden  forbidden  forbidden  forbidden  forbidden
                unmute              yes        yes        forbidden  forbidden  forbidden  forbidden  forbidden
                ban                 yes        yes        forbidden  forbidden  forbidden  forbidden  forbidden
                unban               yes        yes        forbidden  forbidden  forbidden  forbidden  forbidden
                appoint moderator   yes        forbidden  forbidden  forbidden  forbidden  forbidden  forbidden
                appoint owner       yes        forbidden  forbidden  forbidden  forbidden  forbidden  forbidden
                promote oneself     forbidden  forbidden  forbidden  forbidden  forbidden  forbidden  forbidden
                title               yes        yes        forbidden  forbidden  forbidden  forbidden  forbidden
                slow mode           yes        yes        forbidden  forbidden  forbidden  forbidden  forbidden
                archive             yes        forbidden  forbidden  forbidden  forbidden  forbidden  forbidden
                post to archive     forbidden  forbidden  forbidden  forbidden  forbidden  forbidden  forbidden
                unarchive           yes        forbidden  forbidden  forbidden  forbidden  forbidden  forbidden
                audit               yes        yes        forbidden  forbidden  forbidden  forbidden  forbidden
                """, table("banned"));
    }

    @Test
    void inADirectRoom() throws Exception {
        owner = cast.actor("opener");
        Cast.Actor other = cast.actor("other");
        room = owner.opens(other);
        actors.put("opener", owner);
        actors.put("other", other);
        prepare(owner);
        prepare(other);
        actors.put("stranger", cast.actor("stranger"));
        assertEquals("""
                action              opener     other      stranger
                join                yes        yes        not-found
                history             yes        yes        not-found
                pins                yes        yes        not-found
                roles               yes        yes        not-found
                mark as read        yes        yes        not-found
                typing              yes        yes        not-found
                post                yes        yes        not-found
                reply               yes        yes        not-found
                edit own            yes        yes        not-found
                edit another's      forbidden  forbidden  not-found
                react               yes        yes        not-found
                pin                 yes        yes        not-found
                unpin               yes        yes        not-found
                topic               yes        yes        not-found
                delete own          yes        yes        not-found
                delete another's    forbidden  forbidden  not-found
                invite              forbidden  forbidden  not-found
                invite moderator    forbidden  forbidden  not-found
                remove              forbidden  forbidden  not-found
                remove moderator    forbidden  forbidden  not-found
                mute                forbidden  forbidden  not-found
                unmute              forbidden  forbidden  not-found
                ban                 forbidden  forbidden  not-found
                unban               forbidden  forbidden  not-found
                appoint moderator   forbidden  forbidden  not-found
                appoint owner       forbidden  forbidden  not-found
                promote oneself     forbidden  forbidden  not-found
                title               forbidden  forbidden  not-found
                slow mode           forbidden  forbidden  not-found
                archive             forbidden  forbidden  not-found
                post to archive     yes        yes        not-found
                unarchive           forbidden  forbidden  not-found
                audit               forbidden  forbidden  not-found
                """, table("none"));
    }

    private void prepare(Cast.Actor actor) throws InterruptedException {
        assertEquals(Cast.YES, actor.tryJoin(room));
        own.put(actor, List.of(actor.post(room, "to edit"), actor.post(room, "to delete")));
    }

    private String table(String removed) throws InterruptedException {
        List<List<String>> lines = new ArrayList<>();
        List<String> header = new ArrayList<>(List.of("action"));
        header.addAll(actors.keySet());
        lines.add(header);
        for (Map.Entry<String, Action> action : actions(removed).entrySet()) {
            List<String> line = new ArrayList<>(List.of(action.getKey()));
            for (Cast.Actor actor : actors.values()) {
                line.add(action.getValue().by(actor));
            }
            lines.add(line);
        }
        StringBuilder table = new StringBuilder();
        for (List<String> line : lines) {
            StringBuilder text = new StringBuilder(String.format("%-20s", line.get(0)));
            line.subList(1, line.size()).forEach(cell -> text.append(String.format("%-11s", cell)));
            table.append(text.toString().stripTrailing()).append('\n');
        }
        return table.toString();
    }

    private Map<String, Action> actions(String removed) {
        Map<String, Action> actions = new LinkedHashMap<>();
        actions.put("join", actor -> actor.tryJoin(room));
        actions.put("history", actor -> actor.tries(ref -> new Query.History(ref, room, null, null, null, null)));
        actions.put("pins", actor -> actor.tries(ref -> new Query.Pins(ref, room)));
        actions.put("roles", actor -> actor.tries(ref -> new Query.Roles(ref, room)));
        actions.put("mark as read", actor -> actor.tries(ref -> new Command.Read(ref, room, 1L)));
        actions.put("typing", actor -> actor.tries(ref -> new Command.Typing(ref, room)));
        actions.put("post", actor -> actor.tryPost(room));
        actions.put("reply", actor -> actor.tries(ref -> new Write.Post(ref, room, "yes", message(actor, 0))));
        actions.put("edit own", actor -> actor.tries(ref -> new Write.Edit(ref, room, message(actor, 0), "edited")));
        actions.put("edit another's", actor -> {
            long message = owner.post(room, "another's");
            return actor == owner
                    ? actor.tries(ref -> new Write.Edit(ref, room, message(null, 0), "edited"))
                    : actor.tries(ref -> new Write.Edit(ref, room, message, "edited"));
        });
        actions.put("react", actor -> actor.tries(ref -> new Write.React(ref, room, message(actor, 0), "🎉")));
        actions.put("pin", actor -> actor.tries(ref -> new Write.Pin(ref, room, message(actor, 0))));
        actions.put("unpin", actor -> actor.tries(ref -> new Write.Unpin(ref, room, message(actor, 0))));
        actions.put("topic", actor -> actor.tries(ref -> new Write.SetTopic(ref, room, "Whatever")));
        actions.put("delete own", actor -> actor.tries(ref -> new Write.Delete(ref, room, message(actor, 1))));
        actions.put("delete another's", actor -> {
            Cast.Actor author = actors.size() > 4 ? passer("member") : actor == owner ? second() : owner;
            long message = author.post(room, "another's");
            return actor.tries(ref -> new Write.Delete(ref, room, message));
        });
        actions.put("invite", actor -> actor.tryToMake(passer(null), "member", null, room));
        actions.put("invite moderator", actor -> actor.tryToMake(passer(null), "moderator", null, room));
        actions.put("remove", actor -> actor.tryToMake(passer("member"), removed, null, room));
        actions.put("remove moderator", actor -> actor.tryToMake(passer("moderator"), removed, null, room));
        actions.put("mute", actor -> actor.tryToMake(passer("member"), "reader", 60L, room));
        actions.put("unmute", actor -> actor.tryToMake(passer("reader"), "member", null, room));
        actions.put("ban", actor -> actor.tryToMake(passer("member"), "banned", null, room));
        actions.put("unban", actor -> actor.tryToMake(passer("banned"), "member", null, room));
        actions.put("appoint moderator", actor -> actor.tryToMake(passer("member"), "moderator", null, room));
        actions.put("appoint owner", actor -> actor.tryToMake(passer("member"), "owner", null, room));
        actions.put("promote oneself", actor -> actor.tryToMake(actor, "owner", null, room));
        actions.put("title", actor -> actor.tries(ref -> new Write.SetTitle(ref, room, "Plans")));
        actions.put("slow mode", actor -> actor.tries(ref -> new Write.SetSlowMode(ref, room, 0)));
        actions.put("archive", actor -> actor.tries(ref -> new Write.Archive(ref, room)));
        actions.put("post to archive", actor -> actor.tryPost(room));
        actions.put("unarchive", actor -> actor.tries(ref -> new Write.Unarchive(ref, room)));
        actions.put("audit", actor -> actor.tries(ref -> new Query.Audit(ref, room, null, null)));
        return actions;
    }

    private Cast.Actor second() {
        return actors.values().stream().skip(1).findFirst().orElseThrow();
    }

    /** A message of the actor, or of somebody else if it has none. */
    private long message(Cast.Actor actor, int number) {
        return own.getOrDefault(actor, own.get(second())).get(number);
    }

    /** Somebody else, with this role; null for a stranger. In a direct room, nobody has another role. */
    private Cast.Actor passer(String role) throws InterruptedException {
        Cast.Actor passer = cast.actor("passer " + ++passers);
        if (role != null && !actors.containsKey("opener")) {
            owner.makes(passer, role, null, room);
        }
        return passer;
    }
}

package chat.parley.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.event.Event;
import chat.parley.event.Logged;
import chat.parley.event.Query;
import chat.parley.event.RoomCommand;
import chat.parley.event.Write;
import chat.parley.log.Retention;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The audit log keeps what was decided, by whom and why. */
@Timeout(60)
class AuditTest {
    private final Talk talk = new Talk(Talk.EASY, Retention.parse("5"));
    private final Cast cast = new Cast(talk);

    @AfterEach
    void close() {
        talk.close();
    }

    @Test
    void decisionsOutliveRetention() throws Exception {
        Cast.Actor mira = cast.actor("Mira");
        Cast.Actor jonas = cast.actor("Jonas");
        String room = mira.creates("Plans", jonas);
        mira.tryJoin(room);
        jonas.tryJoin(room);
        long advertising = jonas.post(room, "Buy this");
        long own = mira.post(room, "a typo");
        mira.does(ref -> new Write.Delete(ref, room, own));
        mira.does(ref -> new Write.Delete(ref, room, advertising));
        mira.does(ref -> new RoomCommand.SetRole(ref, room, jonas.member.id(), "banned", 60L, "Advertising", null));
        for (int i = 0; i < 20; i++) {
            mira.post(room, "message " + i);
        }
        while (floor(mira, room) < 10) {
            Thread.onSpinWait(); // until retention has removed the decisions from the log
        }
        Event.Audit audit = audit(mira, room, null, null);
        assertFalse(audit.more());
        assertEquals(
                List.of(Logged.RoleChanged.class, Logged.Deleted.class, Logged.RoomCreated.class),
                audit.entries().stream().map(Object::getClass).toList());
        Logged.RoleChanged ban = (Logged.RoleChanged) audit.entries().get(0);
        assertEquals(
                List.of(mira.member, jonas.member, "Advertising", ban.at().plusSeconds(60)),
                List.of(ban.author(), ban.member(), ban.reason(), ban.until()));
        assertEquals(advertising, ((Logged.Deleted) audit.entries().get(1)).target());

        Event.Audit first = audit(mira, room, null, 1);
        assertEquals(audit.entries().subList(0, 1), first.entries());
        assertTrue(first.more());
        assertEquals(
                audit.entries().subList(1, 3),
                audit(mira, room, ban.offset(), 2).entries());
    }

    private static Event.Audit audit(Cast.Actor actor, String room, Long before, Integer limit)
            throws InterruptedException {
        return (Event.Audit) actor.ask(ref -> new Query.Audit(ref, room, before, limit));
    }

    private static long floor(Cast.Actor actor, String room) throws InterruptedException {
        return ((Event.History) actor.ask(ref -> new Query.History(ref, room, null, null, null, null))).floor();
    }
}

package chat.parley.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import chat.parley.event.Command;
import chat.parley.event.Event;
import chat.parley.event.Query;
import chat.parley.event.Right;
import chat.parley.event.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a moderator has lowered, only a moderator raises. */
@Timeout(120)
class KeptRolesTest {
    private static final String FORBIDDEN = "forbidden";
    private static final int SEQUENCES = 60;
    private static final int ACTS = 25;
    private static final List<String> ROLES = List.of("member", "guest", "reader");

    private Talk talk = new Talk();
    private Cast cast = new Cast(talk);

    @AfterEach
    void close() {
        talk.close();
    }

    @Test
    void whoIsMutedForGoodStaysMutedWhenAFriendInvitesItAgain() throws Exception {
        Cast.Actor mira = cast.actor("Mira");
        Cast.Actor jonas = cast.actor("Jonas");
        Cast.Actor friend = cast.actor("Friend");
        String room = mira.creates("Plans", jonas, friend);
        mira.makes(jonas, "reader", null, room);
        jonas.tryJoin(room);
        assertEquals(Cast.YES, jonas.tries(ref -> new Command.Leave(ref, room)));
        assertEquals(FORBIDDEN, friend.tryToMake(jonas, "member", null, room));
        assertEquals(FORBIDDEN, friend.tryToMake(jonas, "guest", null, room));
        assertFalse(((Event.Roles) friend.ask(ref -> new Query.Roles(ref, room)))
                .roles().stream().anyMatch(role -> role.member().equals(jonas.member)));
        talk = talk.restarted();
        cast = new Cast(talk);
        Cast.Actor again = cast.actor("Friend");
        assertEquals(FORBIDDEN, again.tryToMake(jonas, "member", null, room));
        assertEquals(Cast.YES, again.tryToMake(jonas, "reader", null, room));
        assertEquals(FORBIDDEN, cast.actor("Jonas").tryPost(room));
        assertEquals(Cast.YES, cast.actor("Mira").tryToMake(jonas, "member", null, room));
        assertEquals(Cast.YES, cast.actor("Jonas").tryPost(room));
    }

    @Test
    void aMuteForAWhileIsNotLeftEither() throws Exception {
        Cast.Actor mira = cast.actor("Mira");
        Cast.Actor jonas = cast.actor("Jonas");
        Cast.Actor friend = cast.actor("Friend");
        String room = mira.creates("Plans", jonas, friend);
        mira.makes(jonas, "reader", 60L, room);
        jonas.tryJoin(room);
        jonas.tries(ref -> new Command.Leave(ref, room));
        assertEquals(FORBIDDEN, friend.tryToMake(jonas, "member", null, room));
        talk.advance(Duration.ofSeconds(61));
        assertEquals(Cast.YES, friend.tryToMake(jonas, "member", null, room));
    }

    @Test
    void aMuteOutlastsABanFromAPublicRoom() throws Exception {
        Cast.Actor mira = cast.actor("Mira");
        Cast.Actor jonas = cast.actor("Jonas");
        talk.owners.add(mira.member.id());
        mira.makes(jonas, "reader", null, "lobby");
        mira.makes(jonas, "banned", 60L, "lobby");
        talk.advance(Duration.ofSeconds(61));
        assertEquals(Cast.YES, jonas.tryJoin("lobby"));
        assertEquals(FORBIDDEN, jonas.tryPost("lobby"));
        jonas.wire().next(Event.RoomAdded.class);
        assertEquals(FORBIDDEN, jonas.tryPost("lobby"), "once the end is announced");
        mira.makes(jonas, "member", null, "lobby");
        assertEquals(Cast.YES, jonas.tryPost("lobby"));
    }

    @Test
    void whoWasNotLoweredComesBackAsBefore() throws Exception {
        Cast.Actor mira = cast.actor("Mira");
        Cast.Actor jonas = cast.actor("Jonas");
        Cast.Actor friend = cast.actor("Friend");
        String room = mira.creates("Plans", jonas, friend);
        mira.makes(jonas, "moderator", null, room);
        jonas.tryJoin(room);
        jonas.tries(ref -> new Command.Leave(ref, room));
        assertEquals(Cast.YES, friend.tryToMake(jonas, "member", null, room));
    }

    /** What moderators have left to somebody, written down beside the server. */
    private static final class Ceiling {
        private Role lasting = Role.OWNER;
        private Role present = Role.OWNER;
        private long until;

        void decided(String role, Long seconds, boolean isOut, long now) {
            Role given = Role.valueOf(role.toUpperCase(Locale.ROOT));
            if (given == Role.NONE) {
                if (isOut) {
                    lasting = Role.OWNER;
                    until = 0;
                }
                return; // a removal is no limit for later
            }
            if (given == Role.BANNED) {
                return; // ends by a moderator or its time, and what was before goes on
            }
            Role before = lasting;
            if (seconds == null) {
                lasting = low(given);
                until = 0;
            } else {
                lasting = isOut ? Role.OWNER : before;
                present = low(given);
                until = now + seconds;
            }
        }

        private static Role low(Role given) {
            return given.outranks(Role.GUEST) ? Role.OWNER : given;
        }

        Role at(long now) {
            return now < until && lasting.outranks(present) ? present : lasting;
        }
    }

    @Test
    void noSequenceOfActsOfOthersRaisesWhatAModeratorLowered() throws Exception {
        for (int seed = 0; seed < SEQUENCES; seed++) {
            sequence(seed);
        }
    }

    private void sequence(int seed) throws Exception {
        Random random = new Random(seed);
        Cast.Actor owner = cast.actor("Owner " + seed);
        Cast.Actor target = cast.actor("Target " + seed);
        List<Cast.Actor> friends = List.of(cast.actor("Friend " + seed), cast.actor("Pal " + seed));
        String room = owner.creates("Plans", target, friends.get(0), friends.get(1));
        Ceiling ceiling = new Ceiling();
        List<String> acts = new ArrayList<>();
        long now = 0;
        for (int act = 0; act < ACTS; act++) {
            boolean wasOut = !roleOf(target, owner, room).may(Right.READ);
            Role before = roleOf(target, owner, room);
            switch (random.nextInt(6)) {
                case 0 -> {
                    Long seconds = random.nextBoolean() ? null : (Long) (1L + random.nextInt(100));
                    String role = List.of("reader", "banned").get(random.nextInt(2));
                    acts.add("owner makes it " + role + " for " + seconds);
                    owner.makes(target, role, seconds, room);
                    ceiling.decided(role, seconds, wasOut, now);
                }
                case 1 -> {
                    String role = List.of("member", "guest", "none", "reader").get(random.nextInt(4));
                    if (!(role.equals("member") && random.nextInt(3) > 0)) {
                        acts.add("owner makes it " + role);
                        owner.makes(target, role, null, room);
                        ceiling.decided(role, null, before == Role.NONE, now);
                    }
                }
                case 2 -> {
                    target.tryJoin(room);
                    acts.add("it leaves: " + target.tries(ref -> new Command.Leave(ref, room)));
                }
                case 3, 4 -> {
                    Cast.Actor friend = friends.get(random.nextInt(2));
                    String role = ROLES.get(random.nextInt(ROLES.size()));
                    Long seconds = role.equals("reader") && random.nextBoolean() ? (Long) 5L : null;
                    acts.add("a friend makes it " + role + " for " + seconds + ": "
                            + friend.tryToMake(target, role, seconds, room));
                }
                default -> {
                    int seconds = 1 + random.nextInt(60);
                    acts.add(seconds + " s pass");
                    talk.advance(Duration.ofSeconds(seconds));
                    now += seconds;
                }
            }
            Role role = roleOf(target, owner, room);
            assertFalse(role.outranks(ceiling.at(now)), () -> "seed " + seed + ": " + role + " after " + acts);
        }
        assertNotEquals(0, acts.size());
    }

    private static Role roleOf(Cast.Actor target, Cast.Actor owner, String room) throws InterruptedException {
        if (target.ask(ref -> new Query.Roles(ref, room)) instanceof Event.Roles roles) {
            return roles.role();
        }
        return ((Event.Roles) owner.ask(ref -> new Query.Roles(ref, room)))
                        .roles().stream()
                                .filter(role -> role.member().id().equals(target.member.id()))
                                .anyMatch(role -> role.role() == Role.BANNED && role.until() == null)
                ? Role.BANNED
                : Role.NONE;
    }
}

package chat.parley.membership;

import chat.parley.e2e.host.Postgres;
import chat.parley.event.Member;
import chat.parley.event.RoomRef;
import chat.parley.log.ChangeStories;
import chat.parley.log.LogBench;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Memberships in PostgreSQL. */
class MembershipsOnDatabaseTest extends MembershipStories {
    private final Postgres server = Postgres.current();
    private final String database = server.createDatabase();

    @Override
    LogBench open() {
        return LogBench.on(server, database, ChangeStories.START);
    }

    @Test
    void twoServersCountTheSameMembersOnce() {
        Random random = new Random(1);
        try (LogBench other = open()) {
            List<LogBench> servers = List.of(bench, other);
            for (int round = 0; round < 50; round++) {
                int kind = random.nextInt(3);
                for (int i = 0; i < 20; i++) {
                    RoomRef room = LogBench.room("room " + random.nextInt(4));
                    Member member = new Member("member-" + random.nextInt(10), "Mira");
                    servers.forEach(each -> change(each.whole.memberships(), kind, room, member));
                }
                CompletableFuture.allOf(servers.stream()
                                .map(each -> CompletableFuture.runAsync(each::run))
                                .toArray(CompletableFuture[]::new))
                        .join();
                assertMembersCounted();
            }
        }
    }
}

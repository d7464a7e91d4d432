package chat.parley.account;

import static chat.parley.account.AccountScene.done;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.e2e.host.Postgres;
import chat.parley.log.ChangeStories;
import chat.parley.log.LogBench;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Accounts in PostgreSQL. */
class AccountsOnDatabaseTest {
    @Test
    void accountsAndLinksAreStoredChangedAndRead() {
        Postgres server = Postgres.current();
        try (LogBench bench = LogBench.on(server, server.createDatabase(), ChangeStories.START)) {
            AccountScene scene = new AccountScene(bench);
            Account mira = scene.owner("Mira");
            SignedIn signedIn = scene.accept(scene.invite(mira), "Jonas");
            Account jonas = scene.account(signedIn);
            AccountLink reset = done(scene.accounts.links().reset(jonas, mira)).link();
            done(scene.accounts.setOwner(mira, jonas, true));
            done(scene.rename(jonas, "Jonas Lindqvist"));
            scene.restart();
            assertNull(scene.accounts.setUp());
            assertEquals(
                    List.of(reset.id()),
                    scene.accounts.links().all().stream().map(AccountLink::id).toList());
            Account read = scene.accounts.book().get(jonas.id());
            assertEquals("Jonas Lindqvist", read.name());
            assertEquals(jonas.created().toEpochMilli(), read.created().toEpochMilli());
            assertTrue(scene.accounts.book().isOwner(read.member().id()));
            assertNotNull(scene.session(signedIn));
            done(scene.accounts.setActive(mira, read, false));
            scene.restart();
            assertNull(scene.session(signedIn));
            assertFalse(scene.accounts.book().get(jonas.id()).active());
            assertEquals(List.of(), scene.accounts.links().all());
            assertEquals(mira, scene.account(scene.signIn("Mira")));
        }
    }
}

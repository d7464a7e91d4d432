package chat.parley.account;

import static chat.parley.account.AccountScene.PASSWORD;
import static chat.parley.account.AccountScene.browser;
import static chat.parley.account.AccountScene.done;
import static chat.parley.account.AccountScene.refused;
import static chat.parley.account.AccountScene.secret;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.event.ErrorCode;
import chat.parley.event.Member;
import chat.parley.event.Refusal;
import chat.parley.identity.Guests;
import chat.parley.identity.Identities;
import chat.parley.identity.ProvenRoles;
import chat.parley.log.LogBench;
import chat.parley.signin.WebSession;
import chat.parley.store.Backup;
import chat.parley.store.Sql;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Accounts in a SQLite file. */
class AccountsTest {
    @TempDir
    Path folder;

    private AccountScene scene;

    @BeforeEach
    void open() {
        scene = new AccountScene(LogBench.fragile(folder));
    }

    @AfterEach
    void close() {
        scene.bench.close();
    }

    private ErrorCode refusedLink(String path) {
        return refused(() -> scene.accounts.newcomers().accept(secret(path), "Somebody", PASSWORD, false, browser()));
    }

    @Test
    void theFirstLinkMakesAnOwnerOnce() {
        String link = scene.accounts.setUp();
        assertEquals(
                new Newcomers.Offer(AccountLink.Kind.SETUP, null, null),
                scene.accounts.newcomers().offer(secret(link)));
        SignedIn signedIn = scene.accept(link, "Mira");
        Account mira = scene.account(signedIn);
        assertTrue(scene.accounts.book().isOwner(mira.member().id()));
        assertFalse(scene.accounts.book().isOwner("somebody"));
        assertEquals("Mira", scene.session(signedIn).member().name());
        assertEquals(ErrorCode.NOT_FOUND, refusedLink(link));
        scene.restart();
        assertNull(scene.accounts.setUp());
        assertTrue(scene.accounts.book().isOwner(mira.member().id()));
    }

    @Test
    void aRestartReplacesTheFirstLink() {
        String first = scene.accounts.setUp();
        scene.restart();
        assertEquals(ErrorCode.NOT_FOUND, refusedLink(first));
        assertNotNull(scene.owner("Mira"));
    }

    @Test
    void anInvitationWorksOnceAndForAWeek() {
        Account mira = scene.owner("Mira");
        String first = scene.invite(mira);
        String second = scene.invite(mira);
        assertEquals(
                new Newcomers.Offer(AccountLink.Kind.INVITE, "Mira", null),
                scene.accounts.newcomers().offer(secret(first)));
        Account jonas = scene.account(scene.accept(first, "Jonas"));
        assertFalse(jonas.owner());
        assertEquals(ErrorCode.NOT_FOUND, refusedLink(first));
        scene.restart();
        scene.pass(AccountLink.VALIDITY.minusSeconds(1));
        assertEquals(1, scene.accounts.links().all().size());
        scene.pass(Duration.ofSeconds(1));
        assertEquals(ErrorCode.NOT_FOUND, refusedLink(second));
        assertEquals(List.of(), scene.accounts.links().all());
    }

    @Test
    void anInvitationCanBeRevoked() {
        Account mira = scene.owner("Mira");
        AccountLinks.Issued issued = done(scene.accounts.links().invite(mira, AccountLink.VALIDITY));
        assertEquals(List.of(issued.link()), scene.accounts.links().all());
        done(scene.accounts.links().revoke(mira, issued.link().id()));
        assertEquals(ErrorCode.NOT_FOUND, refusedLink(issued.path()));
        assertEquals(
                ErrorCode.NOT_FOUND,
                refused(() -> scene.accounts.links().revoke(mira, issued.link().id())));
        scene.restart();
        assertEquals(ErrorCode.NOT_FOUND, refusedLink(issued.path()));
    }

    @Test
    void anInvitationEndsWithTheRightsOfItsOwner() {
        Account mira = scene.owner("Mira");
        Account jonas = scene.join(mira, "Jonas");
        done(scene.accounts.setOwner(mira, jonas, true));
        String link = scene.invite(jonas);
        done(scene.accounts.setOwner(mira, jonas, false));
        assertEquals(ErrorCode.NOT_FOUND, refusedLink(link));
        done(scene.accounts.setOwner(mira, jonas, true));
        assertEquals(ErrorCode.NOT_FOUND, refusedLink(link), "for good");
    }

    @Test
    void theNumberOfLinksIsBounded() {
        Account mira = scene.owner("Mira");
        for (int i = 0; i < AccountLinks.TOTAL; i++) {
            scene.invite(mira);
        }
        assertEquals(ErrorCode.CONFLICT, refused(() -> scene.accounts.links().invite(mira, AccountLink.VALIDITY)));
        scene.pass(AccountLink.VALIDITY);
        assertNotNull(scene.invite(mira));
    }

    @Test
    void aNameInAnySpellingIsTakenOnce() {
        Account mira = scene.owner("Mira");
        String link = scene.invite(mira);
        for (String name : List.of("Mira", "MIRA", " mira ", "\u041cira", "M1RA", "Mi ra")) {
            assertEquals(
                    ErrorCode.CONFLICT,
                    refused(() -> scene.accounts.newcomers().accept(secret(link), name, PASSWORD, false, browser())),
                    name);
        }
        Account jonas = scene.account(scene.accept(link, "Jonas"));
        assertEquals(ErrorCode.CONFLICT, refused(() -> scene.rename(jonas, "mira")));
        for (String name : List.of("Olga", "Kari", "Karl")) {
            scene.accept(scene.invite(mira), name);
        }
        assertEquals(ErrorCode.CONFLICT, refused(() -> scene.rename(jonas, "OIga")));
        assertEquals("JONAS", done(scene.rename(jonas, "JONAS")).name(), "one's own");
    }

    @Test
    void aNewNameKeepsTheMemberAndIsNewerThanItsSessions() {
        SignedIn signedIn = scene.accept(scene.accounts.setUp(), "Mira");
        Account mira = scene.account(signedIn);
        scene.pass(Duration.ofHours(1));
        Account renamed = done(scene.rename(mira, "Mira Okafor"));
        assertEquals(mira.member().id(), renamed.member().id());
        WebSession session = scene.session(signedIn);
        assertEquals(renamed.member(), session.member());
        assertEquals(scene.now, session.authentication().namedAt());
        scene.restart();
        assertEquals(renamed.member(), scene.session(signedIn).member());
        assertEquals(ErrorCode.UNAUTHORIZED, scene.refusedSignIn("Mira", PASSWORD));
        assertEquals(
                renamed.member(), scene.signIn("mira okafor").opened().session().member());
        assertNotNull(scene.join(renamed, "Mira"), "the old name is free");
    }

    @Test
    void aPasswordSignsInAndAnotherDoesNot() {
        Account mira = scene.owner("Mira");
        scene.restart();
        assertEquals(mira.member(), scene.session(scene.signIn("MIRA")).member());
        assertEquals(ErrorCode.UNAUTHORIZED, scene.refusedSignIn("Mira", "Correct horse"));
        assertEquals(ErrorCode.UNAUTHORIZED, scene.refusedSignIn("Jonas", PASSWORD), "nobody");
        assertEquals(ErrorCode.INVALID, scene.refusedSignIn("", PASSWORD));
        assertEquals(ErrorCode.INVALID, scene.refusedSignIn("Mira", null));
    }

    @Test
    void aDeactivatedAccountCannotBeUsedUntilItIsActivatedAgain() {
        Account mira = scene.owner("Mira");
        SignedIn signedIn = scene.accept(scene.invite(mira), "Jonas");
        Account jonas = scene.account(signedIn);
        String reset = done(scene.accounts.links().reset(jonas, mira)).path();
        List<String> events = new ArrayList<>();
        scene.session(signedIn).authentication().revocation().watch(this, () -> events.add("closed"));
        done(scene.accounts.setActive(mira, jonas, false));
        assertEquals(List.of("closed"), events);
        assertNull(scene.session(signedIn));
        assertEquals(ErrorCode.UNAUTHORIZED, scene.refusedSignIn("Jonas", PASSWORD));
        assertEquals(ErrorCode.NOT_FOUND, refusedLink(reset));
        scene.restart();
        assertNull(scene.session(signedIn));
        assertEquals(ErrorCode.UNAUTHORIZED, scene.refusedSignIn("Jonas", PASSWORD));
        assertNotNull(scene.signIn("Mira"), "others go on");
        done(scene.accounts.setActive(mira, jonas, true));
        assertEquals(
                jonas.member().id(),
                scene.signIn("Jonas").opened().session().member().id());
        assertEquals(ErrorCode.NOT_FOUND, refusedLink(reset));
    }

    @Test
    void theLastOwnerRemains() {
        Account mira = scene.owner("Mira");
        Account jonas = scene.join(mira, "Jonas");
        assertEquals(ErrorCode.CONFLICT, refused(() -> scene.accounts.setOwner(mira, mira, false)));
        assertEquals(ErrorCode.CONFLICT, refused(() -> scene.accounts.setActive(mira, mira, false)));
        done(scene.accounts.setOwner(mira, jonas, true));
        done(scene.accounts.setOwner(mira, mira, false));
        assertEquals(ErrorCode.CONFLICT, refused(() -> scene.accounts.setActive(jonas, jonas, false)));
        done(scene.accounts.setOwner(jonas, mira, true));
        done(scene.accounts.setActive(mira, jonas, false));
        assertEquals(
                ErrorCode.CONFLICT,
                refused(() -> scene.accounts.setOwner(mira, mira, false)),
                "a deactivated one does not count");
        assertFalse(scene.accounts.book().isOwner(jonas.member().id()));
        assertTrue(scene.accounts.book().isOwner(mira.member().id()));
    }

    @Test
    void anOwnerWhoIsNoneAnyMoreChangesNothing() {
        Account mira = scene.owner("Mira");
        Account jonas = scene.join(mira, "Jonas");
        done(scene.accounts.setOwner(mira, jonas, true));
        done(scene.accounts.setOwner(mira, jonas, false));
        assertEquals(ErrorCode.FORBIDDEN, refused(() -> scene.accounts.setOwner(jonas, jonas, true)));
        done(scene.accounts.setOwner(mira, jonas, true));
        done(scene.accounts.setActive(mira, jonas, false));
        assertEquals(ErrorCode.FORBIDDEN, refused(() -> scene.accounts.setActive(jonas, jonas, true)));
        assertFalse(scene.accounts.book().get(jonas.id()).active());
    }

    @Test
    void aChangeThatChangesNothingKeepsTheName() {
        Account mira = scene.owner("Mira");
        String link = scene.invite(mira);
        done(scene.rename(mira, "Mira"));
        done(scene.accounts.setActive(mira, mira, true));
        done(scene.accounts.setOwner(mira, mira, true));
        assertNotNull(scene.signIn("Mira"));
        assertEquals(
                ErrorCode.CONFLICT,
                refused(() -> scene.accounts.newcomers().accept(secret(link), "Mira", PASSWORD, false, browser())));
    }

    @Test
    void aResetEndsAllSessionsAndTheOldPassword() {
        Account mira = scene.owner("Mira");
        SignedIn old = scene.accept(scene.invite(mira), "Jonas");
        Account jonas = scene.account(old);
        String first = done(scene.accounts.links().reset(jonas, mira)).path();
        String reset = done(scene.accounts.links().reset(jonas, mira)).path();
        assertEquals(ErrorCode.NOT_FOUND, refusedLink(first), "replaced");
        assertNotNull(scene.session(old), "not before it is used");
        assertEquals(
                new Newcomers.Offer(AccountLink.Kind.RESET, "Mira", jonas),
                scene.accounts.newcomers().offer(secret(reset)));
        SignedIn again =
                done(scene.accounts.newcomers().accept(secret(reset), null, "battery staple", false, browser()));
        assertNull(scene.session(old));
        assertEquals(jonas.member(), scene.session(again).member());
        assertEquals(ErrorCode.NOT_FOUND, refusedLink(reset));
        scene.restart();
        assertNull(scene.session(old));
        assertEquals(ErrorCode.UNAUTHORIZED, scene.refusedSignIn("Jonas", PASSWORD));
        assertNotNull(done(scene.accounts.passwords().signIn("Jonas", "battery staple", browser())));
    }

    @Test
    void aNewPasswordNeedsThePresentOneAndEndsTheOtherSessions() {
        SignedIn here = scene.accept(scene.accounts.setUp(), "Mira");
        SignedIn elsewhere = scene.signIn("Mira");
        Account mira = scene.account(here);
        WebSession session = scene.session(here);
        Passwords passwords = scene.accounts.passwords();
        assertEquals(
                ErrorCode.FORBIDDEN,
                refused(() -> passwords.change(mira, session, "wrong password", "battery staple")));
        assertEquals(ErrorCode.INVALID, refused(() -> passwords.change(mira, session, PASSWORD, "short")));
        assertNotNull(scene.session(elsewhere));
        done(passwords.change(mira, session, PASSWORD, "battery staple"));
        assertNull(scene.session(elsewhere));
        assertNotNull(scene.session(here));
        assertEquals(ErrorCode.UNAUTHORIZED, scene.refusedSignIn("Mira", PASSWORD));
        scene.restart();
        assertNotNull(scene.session(here));
        assertNull(scene.session(elsewhere));
        assertEquals(ErrorCode.UNAUTHORIZED, scene.refusedSignIn("Mira", PASSWORD));
    }

    @Test
    void guessesAreSlowedDownButOthersCannotLockAPersonOut() {
        SignedIn signedIn = scene.accept(scene.accounts.setUp(), "Mira");
        List<ErrorCode> answers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            answers.add(scene.refusedSignIn("mira", "a guess " + i));
        }
        assertEquals(ErrorCode.UNAUTHORIZED, answers.get(4));
        assertEquals(ErrorCode.RATE_LIMITED, answers.get(5));
        assertEquals(ErrorCode.RATE_LIMITED, scene.refusedSignIn("Mira", PASSWORD), "also with the right one");
        assertNotNull(scene.signIn("Mira", signedIn.device()), "from the browser that has been here before");
        assertEquals(
                ErrorCode.RATE_LIMITED,
                scene.refusedSignIn("Mira", PASSWORD, signedIn.device() + "x"),
                "a cookie that was made up");
        scene.pass(Duration.ofSeconds(1));
        assertNotNull(scene.signIn("Mira"));
        assertNotNull(scene.signIn("Mira"), "success forgets the failures");
    }

    @Test
    void aBrowserThatHasBeenHereCannotGuessForEver() {
        SignedIn signedIn = scene.accept(scene.accounts.setUp(), "Mira");
        for (int i = 0; i < 5; i++) {
            assertEquals(ErrorCode.UNAUTHORIZED, scene.refusedSignIn("Mira", "a guess " + i, signedIn.device()));
        }
        assertEquals(ErrorCode.RATE_LIMITED, scene.refusedSignIn("Mira", PASSWORD, signedIn.device()));
    }

    @Test
    void oneNetworkCannotTryOnePasswordOnManyNames() {
        for (int i = 0; i < 30; i++) {
            assertEquals(ErrorCode.UNAUTHORIZED, scene.refusedSignIn("name " + i, PASSWORD));
        }
        assertEquals(ErrorCode.RATE_LIMITED, scene.refusedSignIn("another name", PASSWORD));
    }

    @Test
    void manyPeopleMaySignInFromOneNetwork() {
        scene.owner("Mira");
        for (int i = 0; i < 40; i++) {
            assertNotNull(scene.signIn("Mira"));
        }
    }

    @Test
    void noGuestCanHaveTheNameOfAnAccountFromItsCreationOn() {
        Identities identities = identities();
        identities.requireFree("Mira");
        Account mira = scene.owner("Mira");
        assertEquals(ErrorCode.NAME_TAKEN, refusedName(identities, "M\u0456ra"));
        Account jonas = scene.join(mira, "Jonas");
        assertEquals(ErrorCode.NAME_TAKEN, refusedName(identities, "Jonas"));
        done(scene.rename(jonas, "Jonas Lindqvist"));
        assertEquals(ErrorCode.NAME_TAKEN, refusedName(identities, "Jonas Lindqvist"));
        identities.requireFree("Jonas");
        scene.restart();
        Identities restarted = identities();
        assertEquals(ErrorCode.NAME_TAKEN, refusedName(restarted, "Jonas Lindqvist"), "an account of before");
    }

    private Identities identities() {
        ProvenRoles roles = new ProvenRoles(member -> false);
        return new Identities(new Guests("secret"), null, List.of(), scene.names, roles, true, Clock.systemUTC());
    }

    private static ErrorCode refusedName(Identities identities, String name) {
        return assertThrows(Refusal.class, () -> identities.requireFree(name)).code();
    }

    @Test
    void whatBeganBeforeADeactivationDoesNotTakeEffectAfterIt() {
        Account mira = scene.owner("Mira");
        Account jonas = scene.join(mira, "Jonas");
        WebSession session = scene.sessions.of(jonas.member().id()).get(0);
        done(scene.accounts.setActive(mira, jonas, false));
        assertEquals(ErrorCode.UNAUTHORIZED, refused(() -> scene.accounts.rename(jonas, session, "Somebody Else")));
        assertEquals("Jonas", scene.accounts.book().get(jonas.id()).name());
        assertEquals(
                ErrorCode.CONFLICT,
                refused(() -> scene.accounts.passwords().change(jonas, session, PASSWORD, "another password")));
        done(scene.accounts.setActive(mira, jonas, true));
        assertEquals(ErrorCode.UNAUTHORIZED, refused(() -> scene.accounts.rename(jonas, session, "Somebody Else")));
        assertEquals(
                ErrorCode.UNAUTHORIZED,
                refused(() -> scene.accounts
                        .passwords()
                        .change(scene.accounts.book().get(jonas.id()), session, PASSWORD, "another password")));
        String link = scene.invite(mira);
        Account second = scene.join(mira, "Amara");
        done(scene.accounts.setOwner(mira, second, true));
        done(scene.accounts.setActive(second, mira, false));
        assertEquals(
                ErrorCode.NOT_FOUND,
                refused(() -> scene.accounts.newcomers().accept(secret(link), "Noor", PASSWORD, false, browser())));
    }

    @Test
    void anAccountCannotTakeTheNameOfSomebodyWhoHasSignedInElsewhere() {
        Account mira = scene.owner("Mira");
        scene.names.learn(new Member("@elsewhere", "Nora Lindgren"), scene.now);
        String link = scene.invite(mira);
        assertEquals(
                ErrorCode.CONFLICT,
                refused(() ->
                        scene.accounts.newcomers().accept(secret(link), "N0ra Lindgren", PASSWORD, false, browser())));
        assertEquals(ErrorCode.CONFLICT, refused(() -> scene.rename(mira, "Nora Lindgren")));
        scene.names.learn(new Member("@elsewhere", "Mira"), scene.now.plusSeconds(1));
        Account jonas = scene.account(scene.accept(link, "Jonas"));
        done(scene.accounts.setOwner(mira, jonas, true));
        assertEquals("Mira", scene.accounts.book().get(mira.id()).name(), "who has the name keeps it");
        done(scene.rename(jonas, "Nora Lindgren"));
    }

    @Test
    void whatCannotBeStoredIsRefusedAndChangesNothing() {
        Account mira = scene.owner("Mira");
        String link = scene.invite(mira);
        scene.bench.down = true;
        var joining = scene.accounts.newcomers().accept(secret(link), "Jonas", PASSWORD, false, browser());
        var renaming = scene.rename(mira, "Mira Okafor");
        assertFalse(joining.toCompletableFuture().isDone(), "not acknowledged");
        assertFalse(renaming.toCompletableFuture().isDone(), "not acknowledged");
        assertEquals("Mira", scene.accounts.book().get(mira.id()).name());
        assertEquals(1, scene.accounts.book().all().size());
        scene.bench.down = false;
        assertNotNull(scene.accept(link, "Jonas"), "the link is still good");
    }

    @Test
    void theStoreHasNeitherPasswordsNorLinks() throws Exception {
        String setUp = secret(scene.accounts.setUp());
        Account mira = scene.owner("Mira");
        String link = secret(scene.invite(mira));
        try (Connection connection = scene.bench.database.readConnection()) {
            assertEquals(
                    1,
                    Sql.all(connection, "SELECT 1 FROM account_link", row -> row.getInt(1))
                            .size());
        }
        scene.bench.close();
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                for (String text : List.of(PASSWORD, setUp, link)) {
                    assertFalse(bytes.contains(text), text + " in " + file);
                }
            }
        }
        scene = new AccountScene(LogBench.fragile(folder));
    }

    @Test
    void aRestoredBackupRevivesNoLink() throws Exception {
        Account mira = scene.owner("Mira");
        String link = scene.invite(mira);
        Path backup = folder.resolve("backup.db");
        Path other = Files.createDirectory(folder.resolve("other"));
        Backup.take(folder, backup);
        Backup.restore(backup, other);
        scene.bench.close();
        scene = new AccountScene(LogBench.fragile(other));
        assertEquals(ErrorCode.NOT_FOUND, refusedLink(link));
        assertNotNull(scene.signIn("Mira"));
    }

    @Test
    void aServerWhoseOwnerWasErasedIsSetUpAgain() throws SQLException {
        Account mira = scene.owner("Mira");
        String link = scene.invite(mira);
        assertEquals(1, (int) scene.bench.database.write(
                connection -> PersonalAccount.remove(connection, mira.member().id())));
        scene.restart();
        assertEquals(ErrorCode.NOT_FOUND, refusedLink(link));
        assertNotEquals(mira.member().id(), scene.owner("Mira").member().id(), "another person of that name");
    }
}

package chat.parley.account;

import static chat.parley.account.AccountScene.done;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Authenticator;
import chat.parley.e2e.host.Postgres;
import chat.parley.event.ErrorCode;
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

    @Test
    void passkeysAndAnswersAreStoredUsedOnceAndRemoved() {
        Postgres server = Postgres.current();
        try (LogBench bench = LogBench.on(server, server.createDatabase(), ChangeStories.START)) {
            AccountScene scene = new AccountScene(bench);
            Authenticator phone = new Authenticator("localhost", "http://localhost:8080").counting(1);
            String link = AccountScene.secret(scene.accounts.setUp());
            PasskeyOffer joining = scene.accounts.newcomers().beginPasskey(link, "Mira");
            Authenticator.Made made = phone.make(joining.challenge(), joining.handle());
            Account mira = scene.account(done(scene.accounts
                    .newcomers()
                    .accept(
                            link,
                            "Mira",
                            new PasskeyAnswer.Registration(made.clientData(), made.attestation()),
                            "Phone",
                            false,
                            answer(joining))));
            scene.restart();
            PasskeyOffer offer = scene.accounts.passkeys().beginSignIn();
            Authenticator.Signed signed = phone.sign(offer.challenge());
            PasskeyAnswer.Assertion given = new PasskeyAnswer.Assertion(
                    signed.id(),
                    signed.clientData(),
                    signed.authenticatorData(),
                    signed.signature(),
                    signed.userHandle());
            assertEquals(
                    mira.id(),
                    scene.account(done(scene.accounts.passkeys().signIn(given, answer(offer))))
                            .id());
            assertEquals(
                    ErrorCode.CONFLICT,
                    AccountScene.refused(() -> scene.accounts.passkeys().signIn(given, answer(offer))));
            Account read = scene.accounts.book().get(mira.id());
            assertNull(read.password());
            Passkey passkey = done(scene.accounts.passkeys().of(read)).get(0);
            assertEquals(2, passkey.counter());
            assertEquals(scene.now, passkey.used());
            assertEquals(
                    ErrorCode.CONFLICT,
                    AccountScene.refused(() -> scene.accounts.passkeys().remove(read, passkey.id())));
            String reset = AccountScene.secret(
                    done(scene.accounts.links().reset(read, read)).path());
            done(scene.accounts.newcomers().accept(reset, null, AccountScene.PASSWORD, false, AccountScene.browser()));
            done(scene.accounts.passkeys().remove(scene.accounts.book().get(mira.id()), passkey.id()));
            assertEquals(List.of(), done(scene.accounts.passkeys().of(read)));
        }
    }

    private static PasskeyAnswer answer(PasskeyOffer offer) {
        return new PasskeyAnswer(PasskeyHost.of("localhost:8080"), List.of(offer.cookie()), AccountScene.browser());
    }
}

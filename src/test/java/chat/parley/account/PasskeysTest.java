package chat.parley.account;

import static chat.parley.account.AccountScene.PASSWORD;
import static chat.parley.account.AccountScene.browser;
import static chat.parley.account.AccountScene.done;
import static chat.parley.account.AccountScene.refused;
import static chat.parley.account.AccountScene.secret;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Authenticator;
import chat.parley.event.ErrorCode;
import chat.parley.event.Refusal;
import chat.parley.log.LogBench;
import chat.parley.signin.WebSession;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Passkeys in a SQLite file, against honest and hostile authenticators. */
class PasskeysTest {
    private static final String PARTY = "chat.example.org";
    private static final String ORIGIN = "https://chat.example.org";

    @TempDir
    Path folder;

    private AccountScene scene;
    private final Authenticator phone = new Authenticator(PARTY, ORIGIN);
    private final Authenticator laptop = new Authenticator(PARTY, ORIGIN);

    @BeforeEach
    void open() {
        scene = new AccountScene(LogBench.fragile(folder));
    }

    @AfterEach
    void close() {
        scene.bench.close();
    }

    private static PasskeyAnswer answer(PasskeyOffer offer, String... devices) {
        return new PasskeyAnswer(PasskeyHost.of(PARTY), List.of(offer.cookie()), browser(devices));
    }

    private static PasskeyAnswer.Registration registration(Authenticator.Made made) {
        return new PasskeyAnswer.Registration(made.clientData(), made.attestation());
    }

    private static PasskeyAnswer.Assertion assertion(Authenticator.Signed signed) {
        return new PasskeyAnswer.Assertion(
                signed.id(), signed.clientData(), signed.authenticatorData(), signed.signature(), signed.userHandle());
    }

    /** Uses a link with a new passkey. */
    private SignedIn accept(String path, String name, Authenticator authenticator, boolean removesPasskeys) {
        Newcomers newcomers = scene.accounts.newcomers();
        PasskeyOffer offer = newcomers.beginPasskey(secret(path), name);
        return done(newcomers.accept(
                secret(path),
                name,
                registration(authenticator.make(offer.challenge(), offer.handle())),
                null,
                removesPasskeys,
                answer(offer)));
    }

    /** An owner who has only this passkey. */
    private Account owner(String name, Authenticator authenticator) {
        return scene.account(accept(scene.accounts.setUp(), name, authenticator, false));
    }

    private SignedIn signIn(Authenticator authenticator, String... devices) {
        PasskeyOffer offer = scene.accounts.passkeys().beginSignIn();
        return done(scene.accounts
                .passkeys()
                .signIn(assertion(authenticator.sign(offer.challenge())), answer(offer, devices)));
    }

    private ErrorCode refusedSignIn(Authenticator authenticator, String... devices) {
        PasskeyOffer offer = scene.accounts.passkeys().beginSignIn();
        return refused(() -> scene.accounts
                .passkeys()
                .signIn(assertion(authenticator.sign(offer.challenge())), answer(offer, devices)));
    }

    private Passkey add(Account account, WebSession session, Authenticator authenticator, String name) {
        Passkeys passkeys = scene.accounts.passkeys();
        PasskeyOffer offer = done(passkeys.beginRegistration(account, session, null));
        return done(passkeys.register(
                account,
                session,
                name,
                registration(authenticator.make(offer.challenge(), offer.handle())),
                answer(offer)));
    }

    private List<Passkey> passkeys(Account account) {
        return done(scene.accounts.passkeys().of(account));
    }

    @Test
    void aLinkLeadsToAnAccountWithOnlyAPasskey() {
        Account mira = owner("Mira", phone);
        assertTrue(mira.owner());
        assertNull(mira.password());
        scene.restart();
        SignedIn signedIn = signIn(phone);
        assertEquals("Mira", scene.session(signedIn).member().name());
        assertEquals("passkey", scene.session(signedIn).provider());
        assertEquals(ErrorCode.UNAUTHORIZED, scene.refusedSignIn("Mira", PASSWORD));
        assertNull(scene.accounts.book().of(mira.member().id()).password(), "none was stored in its place");
    }

    @Test
    void severalPasskeysAreListedWithTheirLastUse() {
        SignedIn signedIn = accept(scene.accounts.setUp(), "Mira", phone, false);
        Account mira = scene.account(signedIn);
        scene.pass(Duration.ofMinutes(1));
        Passkey second = add(mira, scene.session(signedIn), laptop, "Firefox on Linux");
        assertEquals(
                List.of("Passkey", "Firefox on Linux"),
                passkeys(mira).stream().map(Passkey::name).toList());
        assertEquals(PARTY, second.host());
        assertNull(passkeys(mira).get(1).used());
        scene.pass(Duration.ofMinutes(1));
        assertEquals(mira, scene.account(signIn(laptop)));
        assertEquals(scene.now, passkeys(mira).get(1).used());
        assertNull(passkeys(mira).get(0).used());
        assertEquals(mira, scene.account(signIn(phone)));
    }

    @Test
    void anAuthenticatorIsToldWhichPasskeysThereAre() {
        SignedIn signedIn = accept(scene.accounts.setUp(), "Mira", phone, false);
        Account mira = scene.account(signedIn);
        PasskeyOffer offer = done(scene.accounts.passkeys().beginRegistration(mira, scene.session(signedIn), null));
        assertEquals(
                List.of(phone.id()),
                offer.known().stream().map(Passkey::credential).toList());
    }

    @Test
    void theOnlyWayToSignInStays() {
        SignedIn signedIn = accept(scene.accounts.setUp(), "Mira", phone, false);
        Account mira = scene.account(signedIn);
        String only = passkeys(mira).get(0).id();
        assertEquals(ErrorCode.CONFLICT, refused(() -> scene.accounts.passkeys().remove(mira, only)));
        add(mira, scene.session(signedIn), laptop, null);
        done(scene.accounts.passkeys().remove(mira, only));
        assertEquals(ErrorCode.UNAUTHORIZED, refusedSignIn(phone));
        assertEquals(
                ErrorCode.CONFLICT,
                refused(() -> scene.accounts
                        .passkeys()
                        .remove(mira, passkeys(mira).get(0).id())));
        assertEquals(
                ErrorCode.NOT_FOUND, refused(() -> scene.accounts.passkeys().remove(mira, only)));
        assertNotNull(signIn(laptop));
    }

    @Test
    void withAPasswordTheLastPasskeyCanGo() {
        Account mira = scene.owner("Mira");
        add(mira, scene.session(scene.signIn("Mira")), phone, null);
        done(scene.accounts.passkeys().remove(mira, passkeys(mira).get(0).id()));
        assertEquals(List.of(), passkeys(mira));
        assertEquals(ErrorCode.UNAUTHORIZED, refusedSignIn(phone));
        assertNotNull(scene.signIn("Mira"));
    }

    @Test
    void nobodyRemovesThePasskeysOfOthers() {
        Account mira = owner("Mira", phone);
        Account jonas = scene.join(mira, "Jonas");
        String id = passkeys(mira).get(0).id();
        assertEquals(
                ErrorCode.NOT_FOUND, refused(() -> scene.accounts.passkeys().remove(jonas, id)));
        assertNotNull(signIn(phone));
    }

    @Test
    void anAnswerCountsOnceAlsoForAnotherServerOfTheStore() {
        owner("Mira", phone);
        PasskeyOffer offer = scene.accounts.passkeys().beginSignIn();
        PasskeyAnswer.Assertion given = assertion(phone.sign(offer.challenge()));
        assertNotNull(done(scene.accounts.passkeys().signIn(given, answer(offer))));
        assertEquals(ErrorCode.CONFLICT, refused(() -> scene.accounts.passkeys().signIn(given, answer(offer))));
        AccountScene other = new AccountScene(scene.bench);
        assertEquals(ErrorCode.CONFLICT, refused(() -> other.accounts.passkeys().signIn(given, answer(offer))));
        PasskeyOffer begunHere = scene.accounts.passkeys().beginSignIn();
        assertNotNull(done(
                other.accounts.passkeys().signIn(assertion(phone.sign(begunHere.challenge())), answer(begunHere))));
    }

    @Test
    void aRegistrationCountsOnce() {
        SignedIn signedIn = accept(scene.accounts.setUp(), "Mira", phone, false);
        Account mira = scene.account(signedIn);
        WebSession session = scene.session(signedIn);
        Passkeys passkeys = scene.accounts.passkeys();
        PasskeyOffer offer = done(passkeys.beginRegistration(mira, session, null));
        PasskeyAnswer.Registration given = registration(laptop.make(offer.challenge(), offer.handle()));
        done(passkeys.register(mira, session, null, given, answer(offer)));
        assertEquals(ErrorCode.CONFLICT, refused(() -> passkeys.register(mira, session, null, given, answer(offer))));
        PasskeyOffer again = done(passkeys.beginRegistration(mira, session, null));
        assertEquals(
                ErrorCode.CONFLICT,
                refused(() -> passkeys.register(
                        mira,
                        session,
                        null,
                        registration(laptop.make(again.challenge(), again.handle())),
                        answer(again))),
                "the same credential");
        assertEquals(2, passkeys(mira).size());
    }

    @Test
    void aChallengeBelongsToItsBrowserPurposeAndTime() {
        SignedIn signedIn = accept(scene.accounts.setUp(), "Mira", phone, false);
        Account mira = scene.account(signedIn);
        Passkeys passkeys = scene.accounts.passkeys();
        PasskeyOffer offer = passkeys.beginSignIn();
        PasskeyOffer elsewhere = passkeys.beginSignIn();
        PasskeyAnswer.Assertion given = assertion(phone.sign(offer.challenge()));
        assertEquals(ErrorCode.UNAUTHORIZED, refused(() -> passkeys.signIn(given, answer(elsewhere))));
        PasskeyOffer registering = done(passkeys.beginRegistration(mira, scene.session(signedIn), null));
        assertEquals(
                ErrorCode.CONFLICT,
                refused(() -> passkeys.signIn(assertion(phone.sign(registering.challenge())), answer(registering))));
        String forged = offer.cookie().replaceFirst("\\.(\\d)", ".9$1");
        PasskeyAnswer longer = new PasskeyAnswer(PasskeyHost.of(PARTY), List.of(forged, "", "a.b.c", "."), browser());
        assertEquals(ErrorCode.CONFLICT, refused(() -> passkeys.signIn(given, longer)));
        scene.pass(Challenges.LIFETIME);
        assertEquals(ErrorCode.CONFLICT, refused(() -> passkeys.signIn(given, answer(offer))), "too late");
    }

    @Test
    void aRegistrationBelongsToItsAccountSessionAndLink() {
        SignedIn signedIn = accept(scene.accounts.setUp(), "Mira", phone, false);
        Account mira = scene.account(signedIn);
        SignedIn joined = scene.accept(scene.invite(mira), "Jonas");
        Account jonas = scene.account(joined);
        Passkeys passkeys = scene.accounts.passkeys();
        PasskeyOffer offer = done(passkeys.beginRegistration(mira, scene.session(signedIn), null));
        PasskeyAnswer.Registration given = registration(laptop.make(offer.challenge(), offer.handle()));
        assertEquals(
                ErrorCode.CONFLICT,
                refused(() -> passkeys.register(jonas, scene.session(joined), null, given, answer(offer))));
        assertEquals(
                ErrorCode.CONFLICT,
                refused(() -> passkeys.register(mira, scene.session(signIn(phone)), null, given, answer(offer))));
        String first = secret(scene.invite(mira));
        String second = secret(scene.invite(mira));
        Newcomers newcomers = scene.accounts.newcomers();
        PasskeyOffer forFirst = newcomers.beginPasskey(first, "Tess");
        assertEquals(
                ErrorCode.CONFLICT,
                refused(() -> newcomers.accept(
                        second,
                        "Tess",
                        registration(laptop.make(forFirst.challenge(), forFirst.handle())),
                        null,
                        false,
                        answer(forFirst))));
        assertEquals(1, passkeys(mira).size());
        assertEquals(List.of(), passkeys(jonas));
    }

    @Test
    void anotherOriginHostOrPersonIsRefused() {
        Account mira = owner("Mira", phone);
        for (String origin : List.of(
                "https://evil.example",
                "http://chat.example.org",
                "https://chat.example.org:8443",
                "https://chat.example.org.evil.example",
                "null",
                "")) {
            assertEquals(ErrorCode.UNAUTHORIZED, refusedSignIn(phone.at(origin)), origin);
            scene.pass(Duration.ofHours(2)); // or the throttle would answer
        }
        phone.at(ORIGIN);
        assertEquals(ErrorCode.UNAUTHORIZED, refusedSignIn(phone.with(Authenticator.PRESENT)), "not verified");
        assertEquals(ErrorCode.UNAUTHORIZED, refusedSignIn(phone.with(Authenticator.VERIFIED)), "not present");
        phone.with(Authenticator.PRESENT | Authenticator.VERIFIED);
        Account jonas = scene.join(mira, "Jonas");
        scene.pass(Duration.ofHours(2));
        String own = PasskeyMaker.handle(mira.id());
        assertEquals(ErrorCode.UNAUTHORIZED, refusedSignIn(phone.claiming(PasskeyMaker.handle(jonas.id()))));
        assertEquals(ErrorCode.UNAUTHORIZED, refusedSignIn(phone.claiming(null)));
        assertNotNull(signIn(phone.claiming(own)));
        PasskeyOffer offer = scene.accounts.passkeys().beginSignIn();
        PasskeyAnswer elsewhere =
                new PasskeyAnswer(PasskeyHost.of("other.example.org"), List.of(offer.cookie()), browser());
        assertEquals(
                ErrorCode.UNAUTHORIZED,
                refused(() -> scene.accounts.passkeys().signIn(assertion(phone.sign(offer.challenge())), elsewhere)));
    }

    @Test
    void anotherKeySignsNobodyIn() {
        owner("Mira", phone);
        PasskeyOffer offer = scene.accounts.passkeys().beginSignIn();
        Authenticator.Signed signed = phone.sign(offer.challenge());
        Authenticator.Signed other = laptop.claiming(signed.userHandle()).sign(offer.challenge());
        PasskeyAnswer.Assertion forged = new PasskeyAnswer.Assertion(
                signed.id(), other.clientData(), other.authenticatorData(), other.signature(), signed.userHandle());
        assertEquals(
                ErrorCode.UNAUTHORIZED, refused(() -> scene.accounts.passkeys().signIn(forged, answer(offer))));
        assertEquals(ErrorCode.UNAUTHORIZED, refusedSignIn(laptop), "a passkey that nobody has");
    }

    private ErrorCode refusedRegistration(String clientData, String attestation, PasskeyOffer offer) {
        return refused(() -> scene.accounts
                .newcomers()
                .accept(
                        secret(scene.accounts.setUp()),
                        "Mira",
                        new PasskeyAnswer.Registration(clientData, attestation),
                        null,
                        false,
                        answer(offer)));
    }

    @Test
    void whatIsNoPasskeyIsRefusedAndTheLinkStays() {
        PasskeyOffer offer = scene.accounts.newcomers().beginPasskey(secret(scene.accounts.setUp()), "Mira");
        Authenticator.Made made = phone.make(offer.challenge(), offer.handle());
        byte[] whole = phone.attestation();
        for (int length = 0; length < whole.length; length++) {
            String part = Authenticator.text(Arrays.copyOf(whole, length));
            assertEquals(ErrorCode.INVALID, refusedRegistration(made.clientData(), part, offer), length + " bytes");
        }
        byte[] deep = new byte[6_000];
        Arrays.fill(deep, (byte) 0x81); // arrays in arrays
        byte[] huge = {(byte) 0xa1, 0x7b, 0x7f, -1, -1, -1, -1, -1, -1, -1}; // a text of 2^63 bytes
        for (byte[] attestation : List.of(deep, huge, new byte[6_000], "{}".getBytes(StandardCharsets.US_ASCII))) {
            assertEquals(
                    ErrorCode.INVALID, refusedRegistration(made.clientData(), Authenticator.text(attestation), offer));
        }
        assertEquals(ErrorCode.INVALID, refusedRegistration(made.clientData(), "not base64!", offer));
        assertEquals(ErrorCode.INVALID, refusedRegistration(null, made.attestation(), offer));
        assertEquals(ErrorCode.INVALID, refusedRegistration("", made.attestation(), offer));
        for (String clientData : List.of("{", "null", "[]", "{\"type\":1}", "[".repeat(6_000))) {
            assertEquals(
                    ErrorCode.INVALID,
                    refusedRegistration(
                            Authenticator.text(clientData.getBytes(StandardCharsets.US_ASCII)),
                            made.attestation(),
                            offer));
        }
        assertEquals(
                ErrorCode.INVALID,
                refusedRegistration(phone.clientData("webauthn.get", offer.challenge()), made.attestation(), offer));
        String other = scene.accounts.passkeys().beginSignIn().challenge();
        assertEquals(
                ErrorCode.INVALID,
                refusedRegistration(phone.clientData("webauthn.create", other), made.attestation(), offer));
        assertNotNull(accept(scene.accounts.setUp(), "Mira", phone, false));
    }

    @Test
    void anAuthenticatorThatDoesNotVerifyItsPersonMakesNoPasskey() {
        PasskeyOffer offer = scene.accounts.newcomers().beginPasskey(secret(scene.accounts.setUp()), "Mira");
        Authenticator.Made made = phone.with(Authenticator.PRESENT).make(offer.challenge(), offer.handle());
        assertEquals(ErrorCode.INVALID, refusedRegistration(made.clientData(), made.attestation(), offer));
        Authenticator elsewhere = new Authenticator("evil.example", ORIGIN);
        Authenticator.Made forOther = elsewhere.make(offer.challenge(), offer.handle());
        assertEquals(ErrorCode.INVALID, refusedRegistration(forOther.clientData(), forOther.attestation(), offer));
    }

    @Test
    void aHostileAssertionIsRefused() {
        owner("Mira", phone);
        PasskeyOffer offer = scene.accounts.passkeys().beginSignIn();
        Authenticator.Signed good = phone.sign(offer.challenge());
        for (String bad : new String[] {null, "", "A", "AAAA", "!", "A".repeat(6_000)}) {
            for (PasskeyAnswer.Assertion given : List.of(
                    new PasskeyAnswer.Assertion(
                            good.id(), bad, good.authenticatorData(), good.signature(), good.userHandle()),
                    new PasskeyAnswer.Assertion(good.id(), good.clientData(), bad, good.signature(), good.userHandle()),
                    new PasskeyAnswer.Assertion(
                            good.id(), good.clientData(), good.authenticatorData(), bad, good.userHandle()),
                    new PasskeyAnswer.Assertion(
                            good.id(), good.clientData(), good.authenticatorData(), good.signature(), bad))) {
                ErrorCode code = refused(() -> scene.accounts.passkeys().signIn(given, answer(offer)));
                assertTrue(
                        Set.of(ErrorCode.UNAUTHORIZED, ErrorCode.RATE_LIMITED).contains(code), code + " " + bad);
                scene.now = scene.now.plusMillis(1);
            }
        }
        scene.pass(Duration.ofHours(2));
        assertNotNull(signIn(phone));
    }

    @Test
    void aCounterThatGoesBackIsRefused() {
        owner("Mira", phone.counting(7));
        signIn(phone);
        signIn(phone);
        assertEquals(ErrorCode.UNAUTHORIZED, refusedSignIn(phone.counting(8)), "9 was seen");
        assertEquals(ErrorCode.UNAUTHORIZED, refusedSignIn(phone.counting(0)));
        assertNotNull(signIn(phone.counting(9)));
    }

    @Test
    void wrongPasskeysAreSlowedDownButNotForABrowserThatHasBeenHere() {
        owner("Mira", phone);
        SignedIn signedIn = signIn(phone);
        for (int i = 0; i < 5; i++) {
            assertEquals(ErrorCode.UNAUTHORIZED, refusedSignIn(phone.at("https://evil.example")));
        }
        phone.at(ORIGIN);
        assertEquals(ErrorCode.RATE_LIMITED, refusedSignIn(phone));
        assertNotNull(signIn(phone, signedIn.device()));
    }

    @Test
    void passwordsAndPasskeysShareTheTriesOfANetwork() {
        owner("Mira", phone);
        for (int i = 0; i < 30; i++) {
            assertEquals(ErrorCode.UNAUTHORIZED, scene.refusedSignIn("Nobody " + i, "a password"));
        }
        assertEquals(ErrorCode.RATE_LIMITED, refusedSignIn(laptop));
    }

    @Test
    void aResetLeavesPasskeysUnlessTheyShallGo() {
        Account mira = scene.owner("Mira");
        SignedIn old = scene.accept(scene.invite(mira), "Jonas");
        Account jonas = scene.account(old);
        add(jonas, scene.session(old), phone, null);
        accept(done(scene.accounts.links().reset(jonas, mira)).path(), null, laptop, false);
        assertNull(scene.session(old), "all sessions have ended");
        assertEquals(2, passkeys(jonas).size());
        assertEquals(ErrorCode.UNAUTHORIZED, scene.refusedSignIn("Jonas", PASSWORD), "the passkey replaces it");
        Account now = scene.accounts.book().get(jonas.id());
        String link = done(scene.accounts.links().reset(now, mira)).path();
        done(scene.accounts.newcomers().accept(secret(link), null, "battery staple", false, browser()));
        assertEquals(2, passkeys(jonas).size());
        assertNotNull(signIn(phone));
        Authenticator third = new Authenticator(PARTY, ORIGIN);
        now = scene.accounts.book().get(jonas.id());
        accept(done(scene.accounts.links().reset(now, mira)).path(), null, third, true);
        assertEquals(ErrorCode.UNAUTHORIZED, refusedSignIn(phone));
        assertEquals(
                List.of(third.id()),
                passkeys(jonas).stream().map(Passkey::credential).toList());
        now = scene.accounts.book().get(jonas.id());
        link = done(scene.accounts.links().reset(now, mira)).path();
        done(scene.accounts.newcomers().accept(secret(link), null, "battery staple", true, browser()));
        assertEquals(List.of(), passkeys(jonas));
    }

    @Test
    void aSessionThatIsNotFreshNeedsThePassword() {
        Account mira = scene.owner("Mira");
        WebSession session = scene.session(scene.signIn("Mira"));
        Passkeys passkeys = scene.accounts.passkeys();
        assertEquals(Passkeys.Confirmation.NONE, passkeys.confirmation(mira, session));
        scene.pass(Passkeys.FRESH);
        assertEquals(Passkeys.Confirmation.PASSWORD, passkeys.confirmation(mira, session));
        assertEquals(ErrorCode.FORBIDDEN, refused(() -> passkeys.beginRegistration(mira, session, null)));
        assertEquals(ErrorCode.FORBIDDEN, refused(() -> passkeys.beginRegistration(mira, session, "wrong one")));
        assertNotNull(done(passkeys.beginRegistration(mira, session, PASSWORD)));
    }

    @Test
    void withoutAPasswordASessionThatIsNotFreshNeedsANewSignIn() {
        SignedIn signedIn = accept(scene.accounts.setUp(), "Mira", phone, false);
        Account mira = scene.account(signedIn);
        WebSession session = scene.session(signedIn);
        scene.pass(Passkeys.FRESH);
        Passkeys passkeys = scene.accounts.passkeys();
        assertEquals(Passkeys.Confirmation.SIGN_IN, passkeys.confirmation(mira, session));
        assertEquals(ErrorCode.FORBIDDEN, refused(() -> passkeys.beginRegistration(mira, session, PASSWORD)));
        assertEquals(
                ErrorCode.FORBIDDEN,
                refused(() -> scene.accounts.passwords().change(mira, session, PASSWORD, "battery staple")));
        assertNotNull(add(mira, scene.session(signIn(phone)), laptop, null));
    }

    @Test
    void aDeactivatedAccountIsOutAndComesBackWithItsPasskeys() {
        Account mira = scene.owner("Mira");
        SignedIn joined = accept(scene.invite(mira), "Jonas", phone, false);
        Account jonas = scene.account(joined);
        done(scene.accounts.setActive(mira, jonas, false));
        assertEquals(ErrorCode.UNAUTHORIZED, refusedSignIn(phone));
        done(scene.accounts.setActive(mira, scene.accounts.book().get(jonas.id()), true));
        assertEquals("Jonas", scene.account(signIn(phone)).name());
    }

    @Test
    void passkeysAndAnswersAreBounded() {
        Account mira = scene.owner("Mira");
        WebSession session = scene.session(scene.signIn("Mira"));
        for (int i = 0; i < PasskeyMaker.MOST; i++) {
            add(mira, session, new Authenticator(PARTY, ORIGIN), "Key " + i);
        }
        assertEquals(
                ErrorCode.CONFLICT, refused(() -> scene.accounts.passkeys().beginRegistration(mira, session, null)));
        done(scene.accounts.passkeys().remove(mira, passkeys(mira).get(0).id()));
        add(mira, session, phone, null);
        for (int i = PasskeyMaker.MOST + 1; i < Challenges.MOST; i++) {
            signIn(phone);
        }
        assertEquals(ErrorCode.RATE_LIMITED, refusedSignIn(phone));
        scene.pass(Challenges.LIFETIME.multipliedBy(2).plusMillis(1));
        assertNotNull(signIn(phone));
    }

    @Test
    void aFailedStoreLosesNothing() {
        owner("Mira", phone);
        PasskeyOffer offer = scene.accounts.passkeys().beginSignIn();
        PasskeyAnswer.Assertion given = assertion(phone.sign(offer.challenge()));
        scene.bench.down = true;
        var signingIn = scene.accounts.passkeys().signIn(given, answer(offer)).toCompletableFuture();
        assertFalse(signingIn.isDone() && !signingIn.isCompletedExceptionally(), "not acknowledged");
        scene.bench.down = false;
        assertNotNull(done(scene.accounts.passkeys().signIn(given, answer(offer))), "the answer was not used");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.1:8080", "[::1]:8080", "", "a b", "chat.example.org:x", "chat..org"})
    void addressesHaveNoPasskeys(String host) {
        assertThrows(Refusal.class, () -> PasskeyHost.of(host));
    }

    @Test
    void plainHttpIsOnlyForThisMachine() {
        assertEquals(
                new PasskeyHost("chat.example.org", Set.of("https://chat.example.org:8443")),
                PasskeyHost.of("Chat.Example.org:8443"));
        assertEquals(
                Set.of("https://chat.example.org"),
                PasskeyHost.of("chat.example.org:443").origins());
        assertEquals(
                Set.of("https://localhost:8080", "http://localhost:8080"),
                PasskeyHost.of("localhost:8080").origins());
    }
}

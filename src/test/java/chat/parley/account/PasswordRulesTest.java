package chat.parley.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chat.parley.event.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Passwords and names of accounts. */
class PasswordRulesTest {
    private static String refusal(String password, String name) {
        return assertThrows(Refusal.class, () -> PasswordRules.chosen(password, name))
                .getMessage();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aaaaaaaaaa",
                "correct horse battery staple",
                "пароль-пароль",
                "🔑🔑🔑🔑🔑🔑🔑🔑🔑🔑",
                "  spaces   "
            })
    void anyTenCharactersWillDo(String password) {
        assertEquals(password, PasswordRules.chosen(password, "Mira"));
    }

    @Test
    void keyboardsThatComposeLettersInAnotherWayGiveTheSamePassword() {
        assertEquals(PasswordRules.entered("Z\u00fcrich am See"), PasswordRules.entered("Zu\u0308rich am See"));
    }

    @Test
    void whatBreaksARuleIsNamed() {
        assertEquals("Password is missing", refusal(null, "Mira"));
        assertEquals("Password is missing", refusal("", "Mira"));
        assertEquals("Password must have at least 10 characters", refusal("123456789", "Mira"));
        assertEquals("Password must have at least 10 characters", refusal("🔑🔑🔑🔑🔑", "Mira"));
        assertEquals("Password must have at most 256 characters", refusal("x".repeat(257), "Mira"));
        assertEquals("Password must have at most 256 characters", refusal("x".repeat(1_000_000), "Mira"));
        assertEquals("Password must not be the name", refusal(" MIRA OKAFOR ", "Mira Okafor"));
        assertEquals("Password must not contain unpaired surrogates", refusal("half \ud83d of a pair", "Mira"));
        assertEquals("x".repeat(256), PasswordRules.chosen("x".repeat(256), "Mira"));
    }

    @ParameterizedTest
    @CsvSource({
        "Mira, MIRA",
        "Straße, STRASSE",
        "Mira, \u041cira",
        "Mira, M\u0456r\u0430",
        "Nora, \u039dora",
        "Nora, N\u0585ra",
        "Inga, In\u0261a",
        "Nora, N\ua4f3ra",
        "Jo, \u13abo"
    })
    void namesThatLookTheSameAreTheSame(String name, String other) {
        assertEquals(AccountName.keyOf(name), AccountName.keyOf(AccountName.valid(other)));
    }

    @ParameterizedTest
    @CsvSource({"Mira, Mirà", "Kari, Karl", "Вера, Верa1", "Jon, Jonas"})
    void otherNamesAreOthers(String name, String other) {
        assertEquals(
                false, AccountName.keyOf(name).equals(AccountName.keyOf(AccountName.valid(other))), name + " " + other);
    }
}

package chat.parley.account;

import chat.parley.event.ErrorCode;
import chat.parley.event.Refusal;
import java.text.Normalizer;

/**
 * What a password may be: long enough, and not the name. As NIST SP 800-63B recommends, there are no rules about the
 * kinds of characters, and passwords are normalized (NFKC) so that all keyboards give the same.
 */
final class PasswordRules {
    static final int SHORTEST = 10;
    static final int LONGEST = 256;

    private PasswordRules() {}

    /** The normalized password that somebody has entered to sign in. @throws Refusal if it cannot be any */
    static String entered(String password) {
        if (password == null || password.isEmpty()) {
            throw new Refusal(ErrorCode.INVALID, "Password is missing");
        }
        if (password.length() > 2 * LONGEST) {
            throw tooLong(); // before the costly normalization
        }
        if (password.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
            throw new Refusal(ErrorCode.INVALID, "Password must not contain unpaired surrogates");
        }
        return Normalizer.normalize(password, Normalizer.Form.NFKC);
    }

    /** The normalized password that somebody has chosen. @throws Refusal if it breaks a rule */
    static String chosen(String password, String name) {
        String normal = entered(password);
        int length = normal.codePointCount(0, normal.length());
        if (length < SHORTEST) {
            throw new Refusal(ErrorCode.INVALID, "Password must have at least " + SHORTEST + " characters");
        }
        if (length > LONGEST) {
            throw tooLong();
        }
        if (AccountName.keyOf(normal.strip()).equals(AccountName.keyOf(name))) {
            throw new Refusal(ErrorCode.INVALID, "Password must not be the name");
        }
        return normal;
    }

    private static Refusal tooLong() {
        return new Refusal(ErrorCode.INVALID, "Password must have at most " + LONGEST + " characters");
    }
}

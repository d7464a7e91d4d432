package chat.parley.account;

import chat.parley.signin.WebSessions;

/**
 * Somebody has signed in.
 *
 * @param device for the cookie {@link Devices#COOKIE}
 */
public record SignedIn(WebSessions.Opened opened, String device) {
    /** Without the secrets. */
    @Override
    public String toString() {
        return opened.toString();
    }
}

package chat.parley.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CookiesTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void withTlsTheNameBindsTheCookieToTheHost() {
        assertEquals(
                "__Host-parley-session=s; Path=/; Max-Age=3600; HttpOnly; SameSite=Lax; Secure",
                new Cookies(true, "").set(Cookies.SESSION, "s", HOUR));
        assertEquals(
                "__Secure-parley-session=s; Path=/chat; Max-Age=3600; HttpOnly; SameSite=Lax; Secure",
                new Cookies(true, "/chat").set(Cookies.SESSION, "s", HOUR));
        assertEquals(
                "parley-session=s; Path=/chat; Max-Age=3600; HttpOnly; SameSite=Lax",
                new Cookies(false, "/chat").set(Cookies.SESSION, "s", HOUR));
        assertEquals(
                "parley-session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax",
                new Cookies(false, "").clear(Cookies.SESSION));
    }

    @Test
    void withTlsACookieThatAnotherHostOfTheDomainCouldHaveSetIsIgnored() {
        List<String> sent =
                List.of("a=b; parley-session=plain;__Host-parley-session=host", "__Secure-parley-session=x=y");
        assertEquals(List.of("host"), new Cookies(true, "").values(Cookies.SESSION, sent));
        assertEquals(List.of("x=y"), new Cookies(true, "/chat").values(Cookies.SESSION, sent));
        Cookies plain = new Cookies(false, "");
        assertEquals(List.of("plain"), plain.values(Cookies.SESSION, sent));
        assertEquals(List.of(), plain.values(Cookies.SESSION, List.of("parley-session", "xparley-session=1")));
    }
}

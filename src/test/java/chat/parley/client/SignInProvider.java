package chat.parley.client;

import chat.parley.e2e.host.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.http.NettyWrapper;
import no.nav.security.mock.oauth2.token.OAuth2TokenProvider;

/** The OpenID Connect provider that the tests of one JVM share. It believes any name. Thread-safe. */
public final class SignInProvider {
    /** Held, because a logger that nobody holds forgets its level. */
    private static final Logger LOG = Logger.getLogger("no.nav.security.mock");

    public static final SignInProvider SHARED = new SignInProvider();
    /** The provider's id and title. */
    public static final String ID = "company";

    public static final String TITLE = "the company";
    /** The id of a provider that does not answer. */
    public static final String DOWN = "down";

    /** Settings of a server that lets people sign in there, and guests. */
    public static final Map<String, String> OFFERED = SHARED.settings("true");
    /** Settings of a server that lets people sign in there, but no guests. */
    public static final Map<String, String> REQUIRED = SHARED.settings("false");

    private final MockOAuth2Server server = new MockOAuth2Server(
            new OAuth2Config(true, null, null, false, new OAuth2TokenProvider(), Set.of(), new NettyWrapper()));

    private SignInProvider() {
        LOG.setLevel(Level.OFF); // it reports each refusal as an error
        server.start(InetAddress.getLoopbackAddress(), 0);
    }

    /** The address of the provider. */
    public String issuer() {
        return "http://127.0.0.1:" + server.baseUrl().port() + "/" + ID;
    }

    private Map<String, String> settings(String guests) {
        try {
            Path file = Files.createTempFile("parley-oidc", ".properties");
            file.toFile().deleteOnExit();
            Files.writeString(
                    file,
                    String.join(
                            "\n",
                            ID + ".title = " + TITLE,
                            ID + ".issuer = " + issuer(),
                            ID + ".client-id = parley",
                            ID + ".client-secret = a secret of this test",
                            ID + ".role-claim = team.groups",
                            ID + ".moderator-values = helpers, chat moderators",
                            DOWN + ".issuer = http://127.0.0.1:" + Ports.free(),
                            DOWN + ".client-id = parley"));
            return Map.of("oidc", file.toString(), "guests", guests, "proxies", "127.0.0.1");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

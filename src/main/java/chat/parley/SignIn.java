package chat.parley;

import chat.parley.http.PageFacts;
import chat.parley.identity.KeySource;
import chat.parley.identity.RoleClaim;
import chat.parley.identity.TokenKeys;
import chat.parley.identity.TokenRules;
import chat.parley.signin.Provider;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * Who may chat.
 *
 * @param keys where the keys of tokens come from; null if the server accepts no tokens
 * @param rules what tokens must contain
 * @param providers OpenID Connect providers
 * @param hasAccounts whether there are accounts of Parley's own
 * @param acceptsGuests whether people may chat without signing in
 */
public record SignIn(
        KeySource keys, TokenRules rules, List<Provider> providers, boolean hasAccounts, boolean acceptsGuests) {
    private static final String WAYS_IN =
            "set accounts=true, oidc or token-keys so that people can sign in, or guests=true so that a name is enough";

    private static final List<Setting> ROLES = List.of(
            Setting.TOKEN_ROLE_CLAIM,
            Setting.TOKEN_OWNER_VALUES,
            Setting.TOKEN_MODERATOR_VALUES,
            Setting.TOKEN_MEMBER_VALUES,
            Setting.TOKEN_READER_VALUES);

    /** Whether the settings have any way to sign in. A container may have others, which nobody knows in advance. */
    public boolean isConfigured() {
        return keys != null || hasAccounts || !providers.isEmpty();
    }

    /** What the page must know. */
    public PageFacts pageFacts() {
        return new PageFacts(acceptsGuests, !providers.isEmpty(), hasAccounts, isConfigured());
    }

    /** What to set if nobody can chat; empty if somebody can. */
    Optional<String> advice() {
        return acceptsGuests || isConfigured()
                ? Optional.empty()
                : Optional.of("Only people whom the container signs in can chat. If it signs in nobody, " + WAYS_IN);
    }

    /**
     * @param onLoopback whether only this machine can connect to the embedded server
     * @throws InvalidSetting for an invalid value or combination
     */
    static SignIn read(SettingValues values, boolean onLoopback) {
        String place = values.text(Setting.TOKEN_KEYS);
        TokenRules rules = new TokenRules(
                values.text(Setting.TOKEN_ISSUER),
                values.text(Setting.TOKEN_AUDIENCE),
                values.text(Setting.TOKEN_NAME),
                roles(values));
        if (place.isEmpty()) {
            require(rules.roles().path().isEmpty(), "token-role-claim needs token-keys");
            require(rules.issuer().isEmpty(), "token-issuer needs token-keys");
            require(rules.audience().isEmpty(), "token-audience needs token-keys");
        } else {
            require(!rules.issuer().isEmpty(), "token-keys needs token-issuer: the claim iss of the tokens");
            require(!rules.audience().isEmpty(), "token-keys needs token-audience: the claim aud of the tokens");
        }
        SignIn signIn = new SignIn(
                place.isEmpty() ? null : keys(values, place),
                rules,
                providers(values),
                values.isTrue(Setting.ACCOUNTS, false),
                acceptsGuests(values, onLoopback));
        require(
                signIn.acceptsGuests() || signIn.isConfigured() || !values.isProgram(Program.SERVER),
                "nobody could chat: " + WAYS_IN);
        return signIn;
    }

    private static RoleClaim roles(SettingValues values) {
        Map<String, String> entries = new HashMap<>();
        for (Setting setting : ROLES) {
            String text = values.text(setting);
            if (!text.equals(setting.defaultValue())) {
                entries.put(setting.key().substring("token-".length()), text);
            }
        }
        try {
            return RoleClaim.read(entries);
        } catch (IllegalArgumentException e) {
            throw new InvalidSetting("token-role-claim is missing: " + e.getMessage());
        }
    }

    /** By default only where nobody else can connect: it is too easy to forget that everybody may enter. */
    private static boolean acceptsGuests(SettingValues values, boolean onLoopback) {
        return values.isTrue(Setting.GUESTS, onLoopback && values.isProgram(Program.SERVER));
    }

    private static void require(boolean met, String message) {
        if (!met) {
            throw new InvalidSetting(message);
        }
    }

    /** Reads a file at once, to report mistakes at the start. A URL may be unreachable for a while. */
    private static KeySource keys(SettingValues values, String place) {
        String expected = "an https URL, or a file, with a JSON Web Key Set";
        try {
            KeySource keys = KeySource.of(place);
            if (keys instanceof KeySource.LocalFile file) {
                TokenKeys.parse(file.read());
            }
            return keys;
        } catch (IOException e) {
            throw values.unusable(Setting.TOKEN_KEYS, expected + ": " + e);
        } catch (IllegalArgumentException e) {
            throw values.unusable(Setting.TOKEN_KEYS, expected);
        }
    }

    private static List<Provider> providers(SettingValues values) {
        String place = values.text(Setting.OIDC);
        if (place.isEmpty()) {
            return List.of();
        }
        String expected = "a file of properties with OpenID Connect providers: ";
        try (Reader in = Files.newBufferedReader(Path.of(place), StandardCharsets.UTF_8)) {
            Properties entries = new Properties();
            entries.load(in);
            return Provider.read(entries.stringPropertyNames().stream()
                    .collect(Collectors.toMap(name -> name, entries::getProperty)));
        } catch (InvalidPathException | IOException e) {
            throw values.unusable(Setting.OIDC, expected + e);
        } catch (IllegalArgumentException e) {
            throw values.unusable(Setting.OIDC, expected + e.getMessage());
        }
    }
}

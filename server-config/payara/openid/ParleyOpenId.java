import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import jakarta.security.enterprise.authentication.mechanism.http.OpenIdAuthenticationMechanismDefinition;
import jakarta.security.enterprise.authentication.mechanism.http.openid.ClaimsDefinition;
import java.util.Locale;

/**
 * Lets Payara sign people in at an OpenID Connect provider. Jakarta Security configures that by an annotation in the
 * application, so openid.sh adds this class to the WAR. The values come from the environment, or from system properties
 * such as openid.provider.
 */
@OpenIdAuthenticationMechanismDefinition(
        providerURI = "${parleyOpenId.provider}",
        clientId = "${parleyOpenId.clientId}",
        clientSecret = "${parleyOpenId.clientSecret}",
        redirectURI = "${baseURL}/openid-callback",
        scope = {"openid", "profile"},
        claimsDefinition =
                @ClaimsDefinition(
                        callerNameClaim = "${parleyOpenId.name}",
                        callerGroupsClaim = "${parleyOpenId.groups}"))
@Named("parleyOpenId")
@ApplicationScoped
public class ParleyOpenId {
    public String getProvider() {
        return required("OPENID_PROVIDER");
    }

    public String getClientId() {
        return required("OPENID_CLIENT_ID");
    }

    public String getClientSecret() {
        return required("OPENID_CLIENT_SECRET");
    }

    /** The claim with the user's permanent and visible name. */
    public String getName() {
        return value("OPENID_NAME", "preferred_username");
    }

    /** The claim with the user's groups. */
    public String getGroups() {
        return value("OPENID_GROUPS", "groups");
    }

    private static String required(String variable) {
        String value = value(variable, "");
        if (value.isEmpty()) {
            throw new IllegalStateException("Set " + variable + " in Payara's environment");
        }
        return value;
    }

    private static String value(String variable, String otherwise) {
        String property = variable.toLowerCase(Locale.ROOT).replace('_', '.');
        String value = System.getProperty(property, System.getenv(variable));
        return value == null ? otherwise : value;
    }
}

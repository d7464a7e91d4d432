package chat.parley.signin;

import chat.parley.identity.KeySource;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.net.URI;
import java.text.ParseException;
import java.util.List;
import java.util.Map;

/**
 * What a provider publishes about itself (OpenID Connect Discovery 1.0, section 3).
 *
 * @param endSession where browsers sign out at the provider; null if it has no such address
 * @param postsSecret whether the client secret is sent in the body of a request, because the header is not supported
 * @param statesIssuer whether its callbacks contain the issuer (RFC 9207)
 */
record ProviderMetadata(
        URI authorization, URI token, URI keys, URI endSession, boolean postsSecret, boolean statesIssuer) {

    /** @throws SignInFailure if it is incomplete or another issuer's */
    static ProviderMetadata parse(String json, String issuer) {
        try {
            Map<String, Object> fields = JSONObjectUtils.parse(json);
            if (!issuer.equals(fields.get("issuer"))) {
                throw invalid("its issuer is " + fields.get("issuer") + ", not " + issuer);
            }
            return new ProviderMetadata(
                    address(fields, "authorization_endpoint"),
                    address(fields, "token_endpoint"),
                    address(fields, "jwks_uri"),
                    fields.get("end_session_endpoint") == null ? null : address(fields, "end_session_endpoint"),
                    fields.get("token_endpoint_auth_methods_supported") instanceof List<?> methods
                            && !methods.contains("client_secret_basic"),
                    Boolean.TRUE.equals(fields.get("authorization_response_iss_parameter_supported")));
        } catch (ParseException e) {
            throw invalid("not a JSON object");
        }
    }

    private static URI address(Map<String, Object> fields, String field) {
        if (fields.get(field) instanceof String url && KeySource.isSafe(url)) {
            return URI.create(url);
        }
        throw invalid(field + " is not an https URL");
    }

    private static SignInFailure invalid(String why) {
        return new SignInFailure(SignInFailure.Reason.INVALID_ANSWER, "invalid provider configuration: " + why);
    }
}

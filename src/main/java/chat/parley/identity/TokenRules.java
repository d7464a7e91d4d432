package chat.parley.identity;

/**
 * What a token must contain.
 *
 * @param issuer the claim {@code iss}
 * @param audience one of the values of the claim {@code aud}
 * @param nameClaim the claim with the member's name
 * @param roles the claim with the member's role on the server
 */
public record TokenRules(String issuer, String audience, String nameClaim, RoleClaim roles) {}

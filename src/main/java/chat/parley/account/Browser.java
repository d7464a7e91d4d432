package chat.parley.account;

import java.util.List;

/**
 * Where somebody signs in.
 *
 * @param network see {@link chat.parley.identity.Caller#network()}; null if unknown
 * @param devices the values of the cookie {@link Devices#COOKIE}
 * @param userAgent what the browser says it is; null if it does not
 */
public record Browser(String network, List<String> devices, String userAgent) {}

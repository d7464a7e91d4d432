package chat.parley;

import chat.parley.identity.MonitoringAccess;
import java.util.Set;

/** Reads who may see the metrics and the details of the health. */
final class MonitoringSettings {
    private static final String TOKEN = "[A-Za-z0-9._~+/=-]{16,200}";

    private MonitoringSettings() {}

    static MonitoringAccess read(SettingValues values) {
        String token = values.text(Setting.MONITORING_TOKEN);
        if (!token.isEmpty() && !token.matches(TOKEN)) {
            throw values.unusable(
                    Setting.MONITORING_TOKEN,
                    "at least 16 letters, digits and -._~+/=, such as `openssl rand -hex 20` prints");
        }
        String networks = values.text(Setting.MONITORING);
        try {
            return new MonitoringAccess(
                    networks.equals("none") ? Set.of() : SettingValues.list(networks), token.isEmpty() ? null : token);
        } catch (IllegalArgumentException e) {
            throw values.unusable(
                    Setting.MONITORING,
                    "a list of addresses and networks such as 10.0.0.0/8, or none: " + e.getMessage());
        }
    }
}

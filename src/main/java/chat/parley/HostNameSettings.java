package chat.parley;

import chat.parley.identity.HostNames;
import java.util.Collection;
import java.util.List;

/** Reads the names of this server and the proxies before it. */
final class HostNameSettings {
    private HostNameSettings() {}

    static HostNames read(SettingValues values) {
        Collection<String> names = SettingValues.list(values.text(Setting.SERVER_NAMES));
        Collection<String> proxies = SettingValues.list(values.text(Setting.PROXIES));
        try {
            HostNames.of(List.of(), proxies);
        } catch (IllegalArgumentException e) {
            throw values.unusable(
                    Setting.PROXIES, "a list of addresses and networks such as 10.0.0.0/8: " + e.getMessage());
        }
        try {
            return HostNames.of(names, proxies);
        } catch (IllegalArgumentException e) {
            throw values.unusable(
                    Setting.SERVER_NAMES, "a list of host names such as chat.example.org: " + e.getMessage());
        }
    }
}

package chat.parley.check;

import chat.parley.Setting;
import chat.parley.SettingReport;
import chat.parley.Settings;
import chat.parley.identity.HostNames;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Checks who can connect, how, and whether the port is free. */
final class NetworkCheck {
    /** Files, pages' connections and the database's, beside those of sessions. */
    private static final int OTHER_DESCRIPTORS = 1_500;

    private final SettingReport report;
    private final Settings settings;
    /** Whether a server with these settings seems to run. */
    private final boolean served;

    NetworkCheck(SettingReport report, boolean served) {
        this.report = report;
        this.settings = report.settings();
        this.served = served;
    }

    List<Finding> findings() {
        List<Finding> found = new ArrayList<>();
        boolean open = !HostNames.isLoopback(settings.host());
        boolean named = !value(Setting.SERVER_NAMES).isEmpty();
        boolean proxied = !value(Setting.PROXIES).isEmpty();
        if (open && settings.signIn().acceptsGuests()) {
            found.add(Finding.warning("guests: everybody who can reach " + settings.host()
                    + " can read and write the public rooms with just a name; set guests = false and"
                    + " let people sign in"));
        }
        if (open && settings.tls() == null && !proxied) {
            found.add(Finding.warning("tls-cert: connections from other machines are not encrypted; set tls-cert and"
                    + " tls-key, or run a proxy with TLS and name it in proxies"));
        }
        if (open && !named) {
            found.add(Finding.warning("server-names: requests with any host name are served; name this server"));
        }
        if (!open && named && !proxied) {
            found.add(Finding.warning("proxies: if a proxy on this machine forwards requests, all its clients share"
                    + " one address and its limits; set proxies = 127.0.0.1"));
        }
        checkPort(found);
        checkDescriptors(found);
        return found;
    }

    private String value(Setting setting) {
        return report.entries().stream()
                .filter(entry -> entry.setting() == setting)
                .map(SettingReport.Entry::shown)
                .findFirst()
                .orElse("");
    }

    private void checkPort(List<Finding> found) {
        if (served) {
            return;
        }
        try {
            new ServerSocket(settings.port(), 1, InetAddress.getByName(settings.host())).close();
        } catch (IOException e) {
            found.add(Finding.error("port: cannot listen on " + settings.host() + ":" + settings.port() + ": "
                    + e.getMessage() + "; stop what uses it, or choose another"));
        }
    }

    private void checkDescriptors(List<Finding> found) {
        int sessions = settings.limits().sessions();
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                && system.getMaxFileDescriptorCount() < sessions + OTHER_DESCRIPTORS) {
            found.add(Finding.warning("max-sessions: this shell allows " + system.getMaxFileDescriptorCount()
                    + " open files, too few for " + sessions + " connections; raise ulimit -n (systemd: LimitNOFILE),"
                    + " or lower max-sessions"));
        }
    }
}

package chat.parley;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The settings of the embedded server with their sources and all mistakes in them.
 *
 * @param settings what the server would use; null after a mistake without which nothing can be said
 * @param entries all settings; empty if there is no telling
 * @param mistakes why the server would not start
 */
public record SettingReport(Settings settings, List<Entry> entries, List<String> mistakes) {
    private static final String OPTION = "from the option";

    /**
     * A setting.
     *
     * @param shown its value without secrets
     * @param source where the value comes from, such as {@code the default}
     */
    public record Entry(Setting setting, String shown, String source) {
        /** Whether the value can be read in the list of processes. */
        public boolean isOption() {
            return source.startsWith(OPTION);
        }

        /** Whether the value is in a config file. */
        public boolean isInFile() {
            return source.contains(", line ");
        }
    }

    /** Reads the settings like {@link Settings#read}. @param given values from the command line */
    public static SettingReport of(Map<Setting, String> given) {
        return of(given, Settings.systemProperties(), System.getenv());
    }

    /** Replaces one wrong value after the other by its default, to find all of them. */
    public static SettingReport of(
            Map<Setting, String> given, Map<String, String> properties, Map<String, String> environment) {
        List<String> mistakes = new ArrayList<>();
        Set<Setting> wrong = EnumSet.noneOf(Setting.class);
        List<Entry> entries = List.of();
        while (true) {
            try {
                SettingValues values = new SettingValues(Program.SERVER, given, properties, environment, wrong);
                entries = wrong.isEmpty() ? entries(values) : entries;
                return new SettingReport(Settings.read(values, properties, environment), entries, mistakes);
            } catch (InvalidSetting e) {
                mistakes.addAll(e.getMessage().lines().toList());
                if (e.setting() == null || !wrong.add(e.setting())) {
                    return new SettingReport(null, entries, mistakes);
                }
            }
        }
    }

    private static List<Entry> entries(SettingValues values) {
        return Stream.of(Setting.values())
                .filter(setting -> setting.isUsedBy(Program.SERVER))
                .map(setting -> {
                    SettingValues.Value found = values.found(setting);
                    return new Entry(setting, setting.masked(found.text()), found.source());
                })
                .toList();
    }
}

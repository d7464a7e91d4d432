package chat.parley.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** All files in deploy/ name only what exists. */
class DeployedNamesTest {
    private static final Pattern VARIABLE = Pattern.compile("\\bPARLEY_[A-Z_]*[A-Z]\\b");
    /** After -jar …/parley.jar, or in the comment that tells a server's options. */
    private static final Pattern OPTION = Pattern.compile("(?<=\\s)--([a-z][a-z-]*)");

    private static final Pattern START = Pattern.compile("parley\\.jar .*--|--node ");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]*)(#[^)]*)?\\)");
    /** Only these paths below / are served, apart from the page. */
    private static final Pattern HEALTH = Pattern.compile("/health/[a-z]*|/metrics\\b");

    private static final Set<String> KEYS =
            Stream.of(Setting.values()).map(Setting::key).collect(Collectors.toSet());

    private static List<String> lines(Path file) throws IOException {
        return Files.readAllLines(file);
    }

    @Test
    void everyEnvironmentVariableIsASetting() throws IOException {
        Set<String> named = new TreeSet<>();
        for (Path file : DeployFiles.all()) {
            VARIABLE.matcher(Files.readString(file)).results().forEach(found -> named.add(found.group()));
        }
        assertTrue(named.size() > 10, named.toString());
        named.removeAll(Stream.of(Setting.values())
                .map(setting -> "PARLEY_" + setting.name())
                .toList());
        assertEquals(Set.of(), named);
    }

    @Test
    void everyOptionIsASetting() throws IOException {
        List<String> unknown = new ArrayList<>();
        int known = 0;
        for (Path file : DeployFiles.all()) {
            for (String line : lines(file)) {
                if (START.matcher(line).find()) {
                    for (var option : OPTION.matcher(line).results().toList()) {
                        known++;
                        if (!KEYS.contains(option.group(1))) {
                            unknown.add(file + ": " + option.group());
                        }
                    }
                }
            }
        }
        assertEquals(List.of(), unknown);
        assertTrue(known >= 8, "the options were not found: " + known);
    }

    @Test
    void everyProbeIsServed() throws IOException {
        Set<String> named = new TreeSet<>();
        for (Path file : DeployFiles.all()) {
            HEALTH.matcher(Files.readString(file)).results().forEach(found -> named.add(found.group()));
        }
        assertEquals(Set.of("/health/live", "/health/ready", "/metrics"), named);
    }

    @Test
    void everyLinkAndEachFileInTheReadmeExists() throws IOException {
        String readme = DeployFiles.text("README.md");
        List<String> targets = LINK.matcher(readme)
                .results()
                .map(link -> link.group(1))
                .filter(target -> !target.isEmpty() && !target.startsWith("http"))
                .toList();
        for (String target : targets) {
            assertTrue(Files.exists(DeployFiles.ROOT.resolve(target)), target);
        }
        for (Path file : DeployFiles.all()) {
            String name = DeployFiles.ROOT.relativize(file).toString();
            assertTrue(name.equals("README.md") || targets.contains(name), "not in deploy/README.md: " + name);
        }
    }
}

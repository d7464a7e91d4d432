package chat.parley.deploy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.Setting;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Reads the files in deploy/. */
final class DeployFiles {
    static final Path ROOT = Path.of("deploy");

    private DeployFiles() {}

    static String text(String name) {
        try {
            return Files.readString(ROOT.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Path> all() {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The documents of a YAML file. Fails if it is invalid or has a key twice. */
    static List<Object> documents(String name) {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        List<Object> documents = new ArrayList<>();
        new Yaml(new SafeConstructor(strict)).loadAll(text(name)).forEach(documents::add);
        return documents;
    }

    static JsonObject json(String name) {
        try (JsonReader reader = Json.createReader(new StringReader(text(name)))) {
            return reader.readObject();
        }
    }

    /** What is at a path of keys and indices. Fails if there is nothing. */
    static Object at(Object tree, Object... path) {
        Object found = tree;
        for (Object step : path) {
            found = step instanceof Integer index ? ((List<?>) found).get(index) : ((Map<?, ?>) found).get(step);
            assertTrue(found != null, () -> "nothing at " + step + " of " + List.of(path));
        }
        return found;
    }

    static Map<?, ?> mapAt(Object tree, Object... path) {
        return (Map<?, ?>) at(tree, path);
    }

    static List<?> listAt(Object tree, Object... path) {
        return (List<?>) at(tree, path);
    }

    static String textAt(Object tree, Object... path) {
        return at(tree, path).toString();
    }

    /** The settings among environment variables. Fails at a variable that begins like one and is none. */
    static Map<Setting, String> settings(Map<?, ?> environment) {
        Map<Setting, String> settings = new TreeMap<>();
        environment.forEach((name, value) -> {
            if (name.toString().startsWith("PARLEY_")) {
                settings.put(Setting.valueOf(name.toString().substring("PARLEY_".length())), value.toString());
            }
        });
        return settings;
    }

    /** A time such as 90s or 5min, as all these programs write it. */
    static Duration time(String text) {
        String number = text.replaceFirst("[a-z]+$", "");
        long amount = Long.parseLong(number);
        return switch (text.substring(number.length()).toLowerCase(Locale.ROOT)) {
            case "", "s" -> Duration.ofSeconds(amount);
            case "m", "min" -> Duration.ofMinutes(amount);
            default -> throw new IllegalArgumentException(text);
        };
    }
}

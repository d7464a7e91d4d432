package chat.parley.browser;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Generates the page's list of emoji from the data of net.fellbaum:jemoji: those of Unicode 15, which most systems
 * support, without variants of skin, hair, sex or family. Run it with {@code mvn test-compile exec:java
 * -Dexec.classpathScope=test -Dexec.mainClass=chat.parley.browser.EmojiList}.
 */
public final class EmojiList {
  static final Path MODULE = Path.of("webapp", "js", "emoji-list.js");

  private static final BigDecimal NEWEST = new BigDecimal("15.0");
  private static final int NAMES = 3;
  private static final int WORDS = 4;
  private static final Set<String> LEFT_OUT = Set.of("Component");

  private EmojiList() {}

  public static void main(String[] arguments) throws IOException {
    Files.writeString(MODULE, module());
  }

  /**
   * One line per group with its name, then one line per emoji: the emoji, its names, and after a bar more search
   * words.
   */
  static String module() {
    Map<String, List<String>> groups =
        emoji().collect(Collectors.groupingBy(each -> each.getString("group"), LinkedHashMap::new, Collectors.mapping(EmojiList::line, Collectors.toList())));
    String lines = groups.entrySet().stream().map(group -> "# " + group.getKey() + "\n" + String.join("\n", group.getValue()) + "\n").collect(Collectors.joining());
    return "/** The emoji by group, their names, and words that they are found by. Made by EmojiList in the tests, and held to its source by EmojiListTest. */\nexport default `\n"
        + lines + "`;\n";
  }

  private static Stream<JsonObject> emoji() {
    try (InputStream in = EmojiList.class.getResourceAsStream("/jemoji/emojis.json"); JsonReader reader = Json.createReader(in)) {
      JsonArray all = reader.readArray();
      return all.getValuesAs(JsonObject.class).stream().filter(EmojiList::isOffered);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOffered(JsonObject emoji) {
    boolean isVariant = emoji.getBoolean("hasFitzpatrick") || emoji.getBoolean("hasHairStyle") || emoji.getString("emoji").matches(".*\u200d[\u2640\u2642].*");
    boolean isFamily = emoji.getString("subgroup").equals("family") && emoji.getString("emoji").contains("\u200d");
    return emoji.getString("qualification").equals("fully-qualified")
        && !LEFT_OUT.contains(emoji.getString("group"))
        && emoji.getJsonNumber("version").bigDecimalValue().compareTo(NEWEST) <= 0
        && !isVariant
        && !isFamily;
  }

  private static String line(JsonObject emoji) {
    Set<String> names =
        Stream.of("githubAliases", "slackAliases", "discordAliases")
            .flatMap(source -> emoji.getJsonArray(source).getValuesAs(name -> ((JsonString) name).getString()).stream())
            .map(name -> name.replace(":", "").replace('-', '_'))
            .filter(name -> name.matches("[a-z0-9_+]+"))
            .limit(NAMES)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    String known = String.join(" ", names);
    Stream<String> description = Stream.of(emoji.getString("description").toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}+]+"));
    Stream<String> keywords = emoji.getJsonArray("keywords").getValuesAs(word -> ((JsonString) word).getString()).stream();
    String words =
        Stream.concat(description, keywords).filter(word -> word.matches("[\\p{L}\\p{N}+]{2,}") && !known.contains(word)).distinct().limit(WORDS).collect(Collectors.joining(" "));
    return emoji.getString("emoji") + " " + known + (words.isEmpty() ? "" : "|" + words);
  }
}

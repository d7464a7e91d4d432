package chat.parley.load;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The signed tokens of the sessions; none if they are guests. Never printed. */
final class LoadTokens {
    static final String VARIABLE = "PARLEY_LOAD_TOKEN";
    /** Some thousand tokens of the usual size. */
    private static final int MAX_BYTES = 16 << 20;

    private final List<String> tokens;

    private LoadTokens(List<String> tokens) {
        this.tokens = tokens;
    }

    /** @param file with a token per line; null for the environment variable, if it is set */
    static LoadTokens read(String file, Map<String, String> environment) throws LoadFailure {
        String text = file == null ? environment.getOrDefault(VARIABLE, "") : content(Path.of(file));
        List<String> tokens =
                text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        if (file != null && tokens.isEmpty()) {
            throw LoadFailure.usage("--token-file " + file + ": it is empty; write one token per line");
        }
        return new LoadTokens(tokens);
    }

    private static String content(Path file) throws LoadFailure {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw LoadFailure.usage("--token-file " + file + ": longer than " + MAX_BYTES + " bytes");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw LoadFailure.usage("--token-file " + file + ": cannot be read: " + e);
        }
    }

    /** The token of a session, or null for a guest. Sessions share tokens if there are fewer tokens. */
    String of(int session) {
        return tokens.isEmpty() ? null : tokens.get(session % tokens.size());
    }
}

package chat.parley.identity;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Where the keys of tokens come from, as the JSON text of a key set. Thread-safe. */
public sealed interface KeySource {
    int MAX_BYTES = 256 * 1024;

    /** Blocks. @throws IOException if it cannot be read; the message contains no keys */
    String read() throws IOException;

    /** How often to read it. */
    Duration interval();

    /**
     * @param place the path of a file, or an https URL
     * @throws IllegalArgumentException if it is neither
     */
    static KeySource of(String place) {
        return place.matches("(?i)https?://.*") ? Url.of(place) : new LocalFile(Path.of(place));
    }

    /** Whether what comes from this address and goes to it is encrypted, or does not leave the machine. */
    static boolean isSafe(String url) {
        try {
            URI uri = URI.create(url);
            return uri.getHost() != null
                    && uri.getUserInfo() == null
                    && ("https".equalsIgnoreCase(uri.getScheme())
                            || "http".equalsIgnoreCase(uri.getScheme())
                                    && Set.of("localhost", "127.0.0.1", "[::1]").contains(uri.getHost()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** A file. It is small and local, so reading it is the simplest way to notice a change. */
    record LocalFile(Path path) implements KeySource {
        private static final Duration INTERVAL = Duration.ofSeconds(1);

        @Override
        public String read() throws IOException {
            try (InputStream in = Files.newInputStream(path)) {
                return text(in, Duration.ofMinutes(1));
            }
        }

        @Override
        public Duration interval() {
            return INTERVAL;
        }
    }

    /**
     * A resource on the web.
     *
     * @param timeout of the whole read
     */
    record Url(URI uri, Duration timeout) implements KeySource {
        private static final Duration INTERVAL = Duration.ofMinutes(5);
        private static final Duration TIMEOUT = Duration.ofSeconds(5);

        private static Url of(String text) {
            if (!isSafe(text)) {
                throw new IllegalArgumentException("not an https URL with a host and without a password");
            }
            return new Url(URI.create(text), TIMEOUT);
        }

        @Override
        public String read() throws IOException {
            HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
            connection.setConnectTimeout((int) timeout.toMillis());
            connection.setReadTimeout((int) timeout.toMillis());
            connection.setInstanceFollowRedirects(false);
            connection.setUseCaches(false);
            connection.setRequestProperty("Accept", "application/json");
            // the read timeout does not stop a server that sends a byte now and then
            CompletableFuture.delayedExecutor(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(connection::disconnect);
            try {
                int status = connection.getResponseCode();
                if (status != HttpURLConnection.HTTP_OK) {
                    throw new IOException("response status " + status);
                }
                try (InputStream in = connection.getInputStream()) {
                    return text(in, timeout);
                }
            } finally {
                connection.disconnect();
            }
        }

        @Override
        public Duration interval() {
            return INTERVAL;
        }
    }

    private static String text(InputStream in, Duration limit) throws IOException {
        long end = System.nanoTime() + limit.toNanos();
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        byte[] part = new byte[8192];
        for (int read = in.read(part); read >= 0; read = in.read(part)) {
            text.write(part, 0, read);
            if (text.size() > MAX_BYTES) {
                throw new IOException("larger than " + MAX_BYTES + " bytes");
            }
            if (System.nanoTime() - end > 0) {
                throw new IOException("not complete within " + limit.toMillis() + " ms");
            }
        }
        return text.toString(StandardCharsets.UTF_8);
    }
}

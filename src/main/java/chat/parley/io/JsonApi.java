package chat.parley.io;

import jakarta.json.spi.JsonProvider;

/**
 * The host's JSON-P provider, looked up once: {@code jakarta.json.Json} searches the class path on each call,
 * which costs more than processing the JSON.
 */
public final class JsonApi {
    /** Safe for many threads. */
    public static final JsonProvider JSON = JsonProvider.provider();

    private JsonApi() {}
}

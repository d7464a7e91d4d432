package chat.parley.host;

import jakarta.json.spi.JsonProvider;

/** The host's JSON-P, found once: {@code jakarta.json.Json} looks through the class path each time that it is asked, which costs more than the JSON. */
public final class JsonApi {
    /** Safe for many threads. */
    public static final JsonProvider JSON = JsonProvider.provider();

    private JsonApi() {}
}

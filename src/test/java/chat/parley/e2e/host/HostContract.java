package chat.parley.e2e.host;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * The outcome depends on the container: handshake, frames, close codes, back-pressure, async requests, headers,
 * paths, data sources, threads, restarts. {@code mvn verify} runs these tests on every host, and all others on the
 * embedded one only.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag("host-contract")
public @interface HostContract {}

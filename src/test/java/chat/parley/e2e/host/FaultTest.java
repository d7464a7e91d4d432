package chat.parley.e2e.host;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * Injects faults into disks, networks, databases, processes or Parley's code, under load. Runs with {@code -Pci} and
 * {@code -Pwhole}; end-to-end tests run on the embedded host.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("fault")
public @interface FaultTest {}

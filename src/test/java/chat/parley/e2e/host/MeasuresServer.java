package chat.parley.e2e.host;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Measures {@link Hosts#quiet()}: one such class runs at a time, in parallel with classes that use other servers. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ResourceLock("quiet host")
public @interface MeasuresServer {}

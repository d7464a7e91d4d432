package chat.parley.e2e.host;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/** Needs a container with {@link Security}: runs on WildFly and Payara only. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@HostContract
@Tag("secured")
public @interface SecuredHost {}

package chat.parley.e2e.host;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.ClassTemplate;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The outcome depends on the database. The class runs once for each store in the system property {@code
 * parley.stores}: SQLite only with {@code mvn verify}, also PostgreSQL with {@code -Pci}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ClassTemplate
@ExtendWith(EachStore.class)
@ResourceLock(value = Postgres.SHARED, mode = ResourceAccessMode.READ)
public @interface StoreContract {}

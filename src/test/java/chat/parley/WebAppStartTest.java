package chat.parley;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.http.RoomsApi;
import chat.parley.room.Chat;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** The web application in a container where it cannot start. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class WebAppStartTest {
    private static final String DATA = "parley.data";

    @TempDir
    Path data;

    private final Map<String, Object> attributes = new HashMap<>();

    @BeforeEach
    void set() {
        System.setProperty(DATA, data.toString());
    }

    @AfterEach
    void unset() {
        System.clearProperty(DATA);
    }

    /** A servlet context with attributes only, without servlets and WebSockets. */
    private ServletContextEvent bare() {
        return new ServletContextEvent((ServletContext) Proxy.newProxyInstance(
                WebAppStartTest.class.getClassLoader(),
                new Class<?>[] {ServletContext.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
                    case "getAttribute" -> attributes.get(arguments[0]);
                    default -> null;
                }));
    }

    @Test
    void aContainerThatTakesNoEndpointIsLeftWithNothing() {
        assertThrows(RuntimeException.class, () -> new WebApp().contextInitialized(bare()));
        Chat chat = (Chat) attributes.get(RoomsApi.CHAT);
        assertFalse(chat.acceptsSessions(), "the chat goes on");
        Parley.start(Settings.read(Program.WAR), null, Parley.plainThreads()).close(); // the data directory is unlocked
    }

    @Test
    void whyItCannotStartIsALine() throws Exception {
        Files.delete(data);
        Files.writeString(data, "no directory");
        RuntimeException why = assertThrows(RuntimeException.class, () -> new WebApp().contextInitialized(bare()));
        assertTrue(
                why.getMessage().startsWith("Parley cannot start: Cannot use the data directory " + data),
                why.getMessage());
        assertNull(why.getCause());
        assertEquals(0, why.getStackTrace().length);
        Files.delete(data);
        Files.createDirectory(data);
    }
}

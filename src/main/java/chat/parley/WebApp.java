package chat.parley;

import chat.parley.http.OriginGuard;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.util.concurrent.ThreadFactory;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Starts and ends Parley with the web application. */
@WebListener
public final class WebApp implements ServletContextListener {
    private static final String CONTAINERS_THREADS = "java:comp/DefaultManagedThreadFactory";

    private Parley parley;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        Settings settings = Settings.read();
        event.getServletContext().setAttribute(OriginGuard.ORIGINS, settings.origins());
        parley = Parley.start(settings, threads());
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        if (parley != null) {
            parley.close();
        }
    }

    /** The container's threads where it has some to give (Jakarta EE's full platform), else plain ones. */
    private static ThreadFactory threads() {
        try {
            return (ThreadFactory) new InitialContext().lookup(CONTAINERS_THREADS);
        } catch (NamingException e) {
            return Parley.plainThreads();
        }
    }
}

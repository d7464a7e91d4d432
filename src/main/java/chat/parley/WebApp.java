package chat.parley;

import chat.parley.engineio.EngineDoor;
import chat.parley.host.Input;
import chat.parley.host.Output;
import chat.parley.http.OriginGuard;
import chat.parley.http.RoomsApi;
import chat.parley.store.StoreException;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import java.lang.System.Logger.Level;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/** Starts and ends Parley with the web application. */
@WebListener
public final class WebApp implements ServletContextListener {
    private static final String USUAL_NAME = "jdbc/parley";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final String CONTAINERS_THREADS = "java:comp/DefaultManagedThreadFactory";

    private static final System.Logger LOG = System.getLogger(WebApp.class.getName());

    private Parley parley;

    /** Why the application cannot start, in a line: the container prints the whole exception. */
    private static final class CannotStart extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CannotStart(String why) {
            super("Parley cannot start: " + why, null, false, false);
        }
    }

    @Override
    public void contextInitialized(ServletContextEvent event) {
        LOG.log(Level.INFO, Version.line());
        boolean started = false;
        try {
            start(Settings.read(Program.WAR), event.getServletContext());
            started = true;
        } catch (StoreException | Settings.Unusable e) {
            LOG.log(Level.DEBUG, "Parley cannot start", e);
            throw new CannotStart(e.getMessage());
        } finally {
            if (!started) {
                end(); // a container need not call contextDestroyed then
            }
        }
    }

    private void start(Settings settings, ServletContext application) {
        settings.warnings().forEach(warning -> LOG.log(Level.WARNING, warning));
        parley = Parley.start(settings, pool(settings.storage().dataSource()), threads());
        application.setAttribute(RoomsApi.ORIGINS, settings.origins());
        application.setAttribute(RoomsApi.CHAT, parley.chat());
        application.setAttribute(RoomsApi.MOST_BYTES, settings.maxFrame());
        new OriginGuard(settings.origins(), settings.hostNames(), parley.chat().addressLimits()).deploy(application);
        try {
            ServerContainer sockets = (ServerContainer) application.getAttribute(ServerContainer.class.getName());
            EngineDoor.deploy(parley.socketIo(), application, sockets, Input.NON_BLOCKING, Output.NON_BLOCKING);
        } catch (DeploymentException e) {
            throw new IllegalStateException("the Socket.IO endpoint cannot be deployed", e);
        }
        LOG.log(Level.INFO, "Parley keeps what is said in {0}", parley.store());
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        end();
    }

    private void end() {
        if (parley != null) {
            parley.close();
        }
        ClassLoader own = WebApp.class.getClassLoader();
        if (own != ClassLoader.getSystemClassLoader()) {
            DriverManager.drivers().filter(driver -> driver.getClass().getClassLoader() == own).toList().forEach(WebApp::forget);
        }
    }

    /** The system keeps a driver, and with it all of this web application, unless it is told not to. */
    private static void forget(Driver driver) {
        try {
            DriverManager.deregisterDriver(driver);
        } catch (SQLException e) {
            LOG.log(Level.WARNING, "A driver stays behind", e);
        }
    }

    /**
     * PostgreSQL as the container has it: the data source that the settings name, for which we wait if it has to be, or the one of the usual name if there is one; else null. A data source that
     * somebody asked for and that is not there is never replaced by a file.
     */
    private static DataSource pool(String name) {
        if (name.isEmpty()) {
            return find(USUAL_NAME);
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (DataSource found = find(name); true; found = find(name)) {
            if (found != null) {
                return found;
            }
            if (System.nanoTime() > deadline) {
                throw new StoreException("There is no data source " + name, null);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static DataSource find(String name) {
        for (String where : List.of("java:comp/env/" + name, name, "java:/" + name)) {
            try {
                return (DataSource) new InitialContext().lookup(where);
            } catch (NamingException e) {
                LOG.log(Level.DEBUG, "There is no " + where, e);
            }
        }
        return null;
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

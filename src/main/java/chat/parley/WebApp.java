package chat.parley;

import chat.parley.engineio.EngineDeployment;
import chat.parley.http.AccountServlet;
import chat.parley.http.MonitoringServlet;
import chat.parley.http.OriginGuard;
import chat.parley.http.PageServlet;
import chat.parley.http.RequestCounter;
import chat.parley.http.RoomsApi;
import chat.parley.http.SignInServlet;
import chat.parley.io.RequestReader;
import chat.parley.io.ResponseWriter;
import chat.parley.room.Chat;
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

/** Starts and stops Parley with the web application. */
@WebListener
public final class WebApp implements ServletContextListener {
    private static final String DEFAULT_NAME = "jdbc/parley";
    private static final Duration DATA_SOURCE_WAIT = Duration.ofSeconds(60);
    private static final Duration RETRY_DELAY = Duration.ofSeconds(1);
    private static final String MANAGED_THREADS = "java:comp/DefaultManagedThreadFactory";

    private static final System.Logger LOG = System.getLogger(WebApp.class.getName());

    private Parley parley;

    /** A startup error without a stack trace, because containers print the whole exception. */
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
        } catch (StoreException | InvalidSetting e) {
            LOG.log(Level.DEBUG, "Parley cannot start", e);
            throw new CannotStart(e.getMessage().replace("\n", "; "));
        } finally {
            if (!started) {
                stop(); // a container may not call contextDestroyed after a failed start
            }
        }
    }

    private void start(Settings settings, ServletContext application) {
        settings.warnings().forEach(warning -> LOG.log(Level.WARNING, warning));
        settings.signIn().advice().ifPresent(advice -> LOG.log(Level.INFO, advice));
        parley = Parley.start(settings, pool(settings.storage().dataSource()), threads());
        application.setAttribute(RoomsApi.ORIGINS, settings.origins());
        application.setAttribute(RoomsApi.CHAT, parley.chat());
        application.setAttribute(RoomsApi.MOST_BYTES, settings.maxFrame());
        application.setAttribute(SignInServlet.OPEN_ID, parley.openId());
        application.setAttribute(PageServlet.FACTS, settings.signIn().pageFacts());
        application.setAttribute(AccountServlet.ACCOUNTS, parley.accounts());
        application.setAttribute(MonitoringServlet.MONITORING, parley.monitoring());
        Chat chat = parley.chat();
        new RequestCounter(parley.monitoring().requests()).deploy(application);
        new OriginGuard(settings.origins(), settings.hostNames(), chat.addressLimits(), chat.identities())
                .deploy(application);
        try {
            ServerContainer sockets = (ServerContainer) application.getAttribute(ServerContainer.class.getName());
            EngineDeployment.deploy(
                    parley.socketIo(), application, sockets, RequestReader.NON_BLOCKING, ResponseWriter.NON_BLOCKING);
        } catch (DeploymentException e) {
            throw new IllegalStateException("Cannot deploy the Socket.IO endpoint", e);
        }
        if (parley.setUp() != null) {
            LOG.log(
                    Level.INFO,
                    "Parley has no owner yet. Set up the first account, once, at {0}/{1} below the address of this server",
                    application.getContextPath(),
                    parley.setUp());
        }
        parley.monitoring().health().started();
        LOG.log(Level.INFO, "Parley stores messages in {0}", parley.store());
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        stop();
    }

    private void stop() {
        if (parley != null) {
            parley.close();
        }
        ClassLoader own = WebApp.class.getClassLoader();
        if (own != ClassLoader.getSystemClassLoader()) {
            DriverManager.drivers()
                    .filter(driver -> driver.getClass().getClassLoader() == own)
                    .toList()
                    .forEach(WebApp::deregister);
        }
    }

    /** A registered driver keeps the class loader of this web application alive after undeployment. */
    private static void deregister(Driver driver) {
        try {
            DriverManager.deregisterDriver(driver);
        } catch (SQLException e) {
            LOG.log(Level.WARNING, "Cannot deregister a JDBC driver; the web application's memory is not freed", e);
        }
    }

    /**
     * The container's PostgreSQL data source, or null to use the other settings.
     *
     * @param name waits for this data source and fails if it does not appear, rather than store messages in a file that
     *     nobody expects; if empty, looks up the default name once
     */
    private static DataSource pool(String name) {
        if (name.isEmpty()) {
            return find(DEFAULT_NAME);
        }
        long deadline = System.nanoTime() + DATA_SOURCE_WAIT.toNanos();
        for (DataSource found = find(name); true; found = find(name)) {
            if (found != null) {
                return found;
            }
            if (System.nanoTime() > deadline) {
                throw new StoreException(
                        "Data source " + name
                                + " not found; create it in the container or change the setting datasource",
                        null);
            }
            LockSupport.parkNanos(RETRY_DELAY.toNanos());
        }
    }

    private static DataSource find(String name) {
        for (String where : List.of("java:comp/env/" + name, name, "java:/" + name)) {
            try {
                return (DataSource) new InitialContext().lookup(where);
            } catch (NamingException e) {
                LOG.log(Level.DEBUG, "No data source at " + where, e);
            }
        }
        return null;
    }

    /** The container's managed threads, if it has them (the full Jakarta EE platform), else plain ones. */
    private static ThreadFactory threads() {
        try {
            return (ThreadFactory) new InitialContext().lookup(MANAGED_THREADS);
        } catch (NamingException e) {
            return Parley.plainThreads();
        }
    }
}

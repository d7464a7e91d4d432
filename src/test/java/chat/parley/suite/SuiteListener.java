package chat.parley.suite;

import chat.parley.engineio.EngineDeployment;
import chat.parley.engineio.EngineServer;
import chat.parley.http.OriginGuard;
import chat.parley.identity.HostNames;
import chat.parley.identity.Origins;
import chat.parley.io.RequestReader;
import chat.parley.io.ResponseWriter;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import java.util.Set;

/** Runs the servers for the test suites in a container, in place of Parley. */
@WebListener
public final class SuiteListener implements ServletContextListener {
    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletContext application = event.getServletContext();
        ServerContainer sockets = (ServerContainer) application.getAttribute(ServerContainer.class.getName());
        new OriginGuard(
                        new Origins(Set.of()),
                        HostNames.of(Set.of(), Set.of()),
                        SuiteApp.UNLIMITED,
                        credentials -> null)
                .deploy(application);
        try {
            for (EngineServer engine : SuiteApp.engines()) {
                EngineDeployment.deploy(
                        engine, application, sockets, RequestReader.NON_BLOCKING, ResponseWriter.NON_BLOCKING);
            }
        } catch (DeploymentException e) {
            throw new IllegalStateException(e);
        }
    }
}

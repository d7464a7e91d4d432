package chat.parley.http;

import chat.parley.event.ErrorCode;
import chat.parley.event.Json;
import chat.parley.event.Refusal;
import chat.parley.identity.AddressLimits;
import chat.parley.identity.Caller;
import chat.parley.identity.MonitoringAccess;
import chat.parley.io.ResponseWriter;
import chat.parley.metrics.Health;
import chat.parley.metrics.Metrics;
import chat.parley.room.Chat;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/**
 * Tells probes whether the server is alive and ready, and monitoring its numbers; see {@code docs/operations.md}. Needs
 * neither the store nor a sign-in. Everybody learns the status; the rest is for those whom {@link MonitoringAccess}
 * admits.
 */
@WebServlet(
        urlPatterns = {"/health/*", "/metrics"},
        asyncSupported = true)
public final class MonitoringServlet extends HttpServlet {
    /** Servlet context attribute of the {@link Monitoring}. */
    public static final String MONITORING = Monitoring.class.getName();

    private static final long serialVersionUID = 1L;

    private final transient ResponseWriter writer;

    /**
     * The body of an answer about health.
     *
     * @param status {@code ok} or {@code failing}
     * @param checks null for those who may not read them
     */
    public record Answer(String status, List<Health.Check> checks) {}

    /** For containers. */
    public MonitoringServlet() {
        this(ResponseWriter.NON_BLOCKING);
    }

    /** For hosts with other I/O. */
    public MonitoringServlet(ResponseWriter writer) {
        this.writer = writer;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        response.setHeader("Cache-Control", "no-store");
        boolean known = path.equals("/metrics") || path.equals("/health/live") || path.equals("/health/ready");
        if (!known) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        } else if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
            response.setHeader("Allow", "GET, HEAD");
            response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
        } else if (path.equals("/metrics")) {
            metrics(request, response);
        } else {
            Health health = monitoring().health();
            health(path.equals("/health/live") ? health.live() : health.ready(), request, response);
        }
    }

    private void health(Health.Report report, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Answer answer = new Answer(report.ok() ? "ok" : "failing", isAdmitted(request) ? report.checks() : null);
        byte[] body = HttpReply.uncached(
                report.ok() ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE,
                Json.write(answer),
                response);
        write(body, request, response);
    }

    private void metrics(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!isAdmitted(request)) {
            write(refuse(request, response), request, response);
            return;
        }
        Metrics.Format format = Metrics.Format.accepted(request.getHeader("Accept"));
        boolean wanted = request.getMethod().equals("GET");
        new AsyncExchange(request, response, writer)
                .answer(monitoring().scrapes().text(format), text -> {
                    response.setHeader("Vary", "Accept");
                    response.setContentType(format.contentType());
                    response.setContentLength(text.length);
                    return wanted ? text : new byte[0];
                });
    }

    /** Guesses of the token use up the address's requests. */
    private byte[] refuse(HttpServletRequest request, HttpServletResponse response) {
        try {
            ((Chat) getServletContext().getAttribute(RoomsApi.CHAT))
                    .addressLimits()
                    .spend(Caller.network(request.getRemoteAddr()), AddressLimits.Cost.CONNECTION);
        } catch (Refusal refusal) {
            return HttpReply.refuse(refusal, response);
        }
        boolean hasTried = request.getHeader("Authorization") != null;
        return HttpReply.refuse(
                hasTried
                        ? new Refusal(ErrorCode.UNAUTHORIZED, "Wrong token; see the setting monitoring-token")
                        : new Refusal(
                                ErrorCode.FORBIDDEN,
                                "Metrics are for the addresses in the setting monitoring,"
                                        + " or for those who send the monitoring-token"),
                response);
    }

    private static void write(byte[] body, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (request.getMethod().equals("GET")) {
            response.getOutputStream().write(body);
        }
    }

    private boolean isAdmitted(HttpServletRequest request) {
        return monitoring()
                .access()
                .admits(
                        request.getRemoteAddr(),
                        request.getAttribute(MonitoringAccess.PASSED_ON) != null,
                        request.getHeader("Authorization"));
    }

    private Monitoring monitoring() {
        return (Monitoring) getServletContext().getAttribute(MONITORING);
    }
}

package chat.parley.http;

import chat.parley.identity.Caller;
import chat.parley.io.ResponseWriter;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletContext;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;

/** Serves {@link PageFiles} in containers, in place of their default servlet. Slow clients hold no thread. */
@WebServlet(urlPatterns = "/", asyncSupported = true)
public final class PageServlet extends HttpServlet {
    /** Servlet context attribute of the {@link PageFacts}. */
    public static final String FACTS = PageFacts.class.getName();

    private static final long serialVersionUID = 1L;
    /** Enough for the largest file on a slow mobile connection. */
    private static final Duration SEND_TIMEOUT = Duration.ofMinutes(5);

    private transient PageFiles files;

    @Override
    public void init() {
        ServletContext application = getServletContext();
        files = new PageFiles(application::getResourceAsStream, false, (PageFacts) application.getAttribute(FACTS));
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        PageResponse answer = files.answer(
                request.getMethod(),
                path,
                Caller.of(request.getUserPrincipal()).authentication() != null,
                Collections.list(request.getHeaders("If-None-Match")),
                Collections.list(request.getHeaders("Accept-Encoding")));
        answer.headers().forEach(response::setHeader);
        if (answer.status() >= HttpServletResponse.SC_BAD_REQUEST) {
            response.sendError(answer.status());
            return;
        }
        response.setStatus(answer.status());
        if (answer.type() == null) {
            return;
        }
        response.setContentType(answer.type());
        response.setContentLength(answer.body().length);
        if (request.getMethod().equals("GET")) {
            AsyncContext async = request.startAsync();
            async.setTimeout(SEND_TIMEOUT.toMillis());
            ResponseWriter.NON_BLOCKING.write(async, answer.body());
        }
    }
}

package chat.parley.embedded;

import chat.parley.http.PageFacts;
import chat.parley.http.PageFiles;
import chat.parley.http.PageHeaders;
import chat.parley.http.PageResponse;
import chat.parley.identity.AmbientCredentials;
import chat.parley.identity.Identities;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.StreamSupport;
import org.glassfish.grizzly.http.Method;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.RequestExecutorProvider;
import org.glassfish.grizzly.http.server.Response;
import org.glassfish.grizzly.http.util.Header;
import org.glassfish.grizzly.http.util.HttpStatus;
import org.glassfish.grizzly.memory.Buffers;

/**
 * Serves {@link PageFiles} as a container would from the WAR, on separate threads, because the selector threads must
 * stay free for frames. Grizzly's own file handler supports neither HEAD nor ETag.
 */
final class PageHandler extends HttpHandler {
    private final String context;
    private final PageFiles files;
    private final Identities identities;
    private final Executor threads;

    /**
     * @param webapp directory of the page files, read on every request; null to read the class path
     * @param identities knows who sent a request
     * @param threads executes requests; each connection has at most one at a time
     */
    PageHandler(String context, Path webapp, Identities identities, PageFacts facts, Executor threads) {
        this.context = context;
        this.files = new PageFiles(path -> open(path, webapp), webapp != null, facts);
        this.identities = identities;
        this.threads = threads;
    }

    private static InputStream open(String path, Path webapp) throws IOException {
        boolean vendors = path.startsWith("/_static/") || path.startsWith("/webjars/");
        if (vendors || webapp == null) {
            String root = vendors ? "META-INF/resources" : "webapp";
            return PageHandler.class.getClassLoader().getResourceAsStream(root + path);
        }
        Path file = webapp.resolve(path.substring(1));
        return Files.isRegularFile(file) ? Files.newInputStream(file) : null;
    }

    @Override
    public RequestExecutorProvider getRequestExecutorProvider() {
        return request -> threads;
    }

    @Override
    public void service(Request request, Response response) throws IOException {
        if (!request.getContext().getConnection().isOpen()) {
            return; // the client disconnected while this request was queued
        }
        String uri = request.getRequestURI();
        if (!uri.equals(context) && !uri.startsWith(context + "/")) {
            response.sendError(HttpStatus.NOT_FOUND_404.getStatusCode());
            return;
        }
        String path = uri.substring(context.length());
        PageHeaders.of(path).forEach(response::setHeader);
        if (path.isEmpty()) {
            String query = request.getQueryString();
            response.setStatus(HttpStatus.FOUND_302); // the page's relative links need the trailing slash
            response.setHeader(Header.Location, context + "/" + (query == null ? "" : "?" + query));
        } else {
            serve(path, request, response);
        }
    }

    private void serve(String path, Request request, Response response) throws IOException {
        PageResponse answer = files.answer(
                request.getMethod().getMethodString(),
                path,
                isSignedIn(request),
                values(request, Header.IfNoneMatch),
                values(request, Header.AcceptEncoding));
        answer.headers().forEach(response::setHeader);
        if (answer.status() >= HttpStatus.BAD_REQUEST_400.getStatusCode()) {
            response.sendError(answer.status());
            return;
        }
        response.setStatus(answer.status());
        if (answer.type() == null) {
            return;
        }
        byte[] body = answer.body();
        response.setContentType(answer.type());
        response.setContentLength(body.length);
        response.setBufferSize(body.length + 1); // otherwise Grizzly sends long pages without their type to h2c clients
        if (request.getMethod() == Method.GET) {
            response.getNIOOutputStream()
                    .write(Buffers.wrap(request.getContext().getMemoryManager(), body)); // not copied
        }
    }

    private boolean isSignedIn(Request request) {
        return identities.authenticate(
                        new AmbientCredentials(values(request, Header.Cookie), request.isSecure(), context))
                != null;
    }

    private static List<String> values(Request request, Header header) {
        return StreamSupport.stream(request.getHeaders(header).spliterator(), false)
                .toList();
    }
}

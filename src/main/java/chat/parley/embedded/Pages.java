package chat.parley.embedded;

import chat.parley.http.PageHeaders;
import java.nio.file.Path;
import java.util.Locale;
import org.glassfish.grizzly.http.server.CLStaticHttpHandler;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.glassfish.grizzly.http.server.ServerConfiguration;
import org.glassfish.grizzly.http.server.StaticHttpHandler;
import org.glassfish.grizzly.http.server.StaticHttpHandlerBase;
import org.glassfish.grizzly.http.util.HttpStatus;
import org.glassfish.grizzly.http.util.MimeType;

/** The page's files and the vendor files that come in jars, as a servlet container would serve them from the WAR. */
final class Pages extends HttpHandler {
    private final StaticHttpHandlerBase files;
    private final String context;

    private Pages(StaticHttpHandlerBase files, String context) {
        this.files = files;
        this.context = context;
    }

    /** @param webapp the directory of the page's files, read anew at every request; null: they are on the class path */
    static void serve(ServerConfiguration configuration, String context, Path webapp) {
        MimeType.add("mjs", "text/javascript");
        ClassLoader jars = Pages.class.getClassLoader();
        StaticHttpHandlerBase own = webapp == null ? new CLStaticHttpHandler(jars, "webapp/") : new StaticHttpHandler(webapp.toString());
        configuration.addHttpHandler(uncached(own, context), context + "/");
        for (String vendor : new String[] {"/_static", "/webjars"}) {
            configuration.addHttpHandler(uncached(new CLStaticHttpHandler(jars, "META-INF/resources" + vendor + "/"), context), context + vendor);
        }
    }

    private static Pages uncached(StaticHttpHandlerBase files, String context) {
        files.setFileCacheEnabled(false); // an edited file shows at the next reload
        return new Pages(files, context);
    }

    @Override
    public void service(Request request, Response response) throws Exception {
        String path = request.getRequestURI().substring(context.length());
        String lower = path.toLowerCase(Locale.ROOT);
        PageHeaders.of(path).forEach(response::setHeader);
        if (lower.contains("%2f") || lower.contains("%5c")) {
            response.sendError(HttpStatus.BAD_REQUEST_400.getStatusCode());
        } else if (lower.contains("web-inf") || lower.contains("meta-inf") || lower.contains("%")) {
            response.sendError(HttpStatus.NOT_FOUND_404.getStatusCode()); // no file of ours needs escaping, so none hides behind it
        } else {
            files.service(request, response);
        }
    }
}

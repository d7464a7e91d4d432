package chat.parley.http;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;

/** Counts the requests that a container passes to the application, once they are answered. */
public final class RequestCounter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private final transient RequestMeter meter;

    public RequestCounter(RequestMeter meter) {
        this.meter = meter;
    }

    /** Registers this filter before all filters that are registered later or by annotation. */
    public void deploy(ServletContext application) {
        FilterRegistration.Dynamic counter = application.addFilter("requests", this);
        counter.setAsyncSupported(true);
        counter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        boolean failed = true;
        try {
            chain.doFilter(request, response);
            failed = false;
        } finally {
            if (failed) {
                meter.count(path, HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
            }
        }
        if (request.isAsyncStarted()) {
            request.getAsyncContext().addListener(new Completion(path), request, response);
        } else {
            meter.count(path, response.getStatus());
        }
    }

    private final class Completion implements AsyncListener {
        private final String path;

        Completion(String path) {
            this.path = path;
        }

        @Override
        public void onComplete(AsyncEvent event) {
            if (event.getSuppliedResponse() instanceof HttpServletResponse response) {
                meter.count(path, response.getStatus());
            }
        }

        @Override
        public void onTimeout(AsyncEvent event) {}

        @Override
        public void onError(AsyncEvent event) {}

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }
}

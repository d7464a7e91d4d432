package chat.parley.embedded;

import chat.parley.identity.HostNames;
import chat.parley.identity.MonitoringAccess;
import chat.parley.identity.Proxies;
import jakarta.servlet.ServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.CharConversionException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainBuilder;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.HttpResponsePacket;
import org.glassfish.grizzly.http.Protocol;
import org.glassfish.grizzly.http.server.AddOn;
import org.glassfish.grizzly.http.server.HttpServerFilter;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.http.util.Header;
import org.glassfish.grizzly.http.util.HttpStatus;
import org.glassfish.grizzly.memory.Buffers;

/**
 * Filters every request before pages, servlets and WebSockets. Rejects requests for unknown hosts, and malformed paths
 * and bodies, which Grizzly would answer with 500 and a stack trace. Suspends requests of clients that don't read their
 * responses.
 */
final class RequestFilter extends BaseFilter implements AddOn {
    private static final String ADMITTED = RequestFilter.class.getName();
    private static final HttpStatus MISDIRECTED = HttpStatus.newHttpStatus(421, "Misdirected Request");
    /** Browsers use https for a year (RFC 6797). */
    private static final String STRICT_TRANSPORT = "max-age=31536000";

    private static final int HEXADECIMAL = 16;
    private static final int ESCAPE = 3;
    private static final int SPACE = 0x20;
    private static final int DELETE = 0x7f;

    private final HostNames names;
    private final ConnectionFilter connections;
    private final String root;

    RequestFilter(HostNames names, ConnectionFilter connections, String root) {
        this.root = root;
        this.names = names;
        this.connections = connections;
    }

    @Override
    public void setup(NetworkListener listener, FilterChainBuilder chain) {
        chain.add(chain.indexOfType(HttpServerFilter.class), this);
    }

    @Override
    public NextAction handleRead(FilterChainContext context) {
        if (!(context.getMessage() instanceof HttpContent content)
                || !(content.getHttpHeader() instanceof HttpRequestPacket request)
                || request.getAttribute(ADMITTED) != null) {
            return context.getInvokeAction();
        }
        if (HttpContent.isBroken(content)) {
            return context.getStopAction(); // the codec has sent 400 and closes the connection
        }
        TcpConnection tcp = connections.enter(context.getConnection());
        if (tcp == null || tcp.hasEnded() || !context.getConnection().isOpen()) {
            return abandon(context);
        }
        if (connections.isSecure()) {
            request.getResponse().setHeader("Strict-Transport-Security", STRICT_TRANSPORT);
        }
        if (tcp.isBehind()) {
            context.suspend();
            connections.hold(tcp, context::resume);
            return context.getSuspendAction();
        }
        String from = request.getRemoteAddress();
        String host = names.requestedHost(request.getHeader(Header.Host), values("X-Forwarded-Host", request), from);
        if (!isWellFormed(request.getRequestURI()) || !isDecodable(request)) {
            return refuse(context, tcp, request, HttpStatus.BAD_REQUEST_400, "Malformed path");
        }
        if (names.proxies()
                .isPassedOnByOthers(
                        from, Proxies.HEADERS.stream().map(request::getHeader).toArray(String[]::new))) {
            request.setAttribute(MonitoringAccess.PASSED_ON, true);
        }
        String path = request.getRequestURI();
        if (!names.knows(host, path.startsWith(root) ? path.substring(root.length()) : path)) {
            return refuse(context, tcp, request, MISDIRECTED, "Unknown host name; add it to the setting server-names");
        }
        if (host != null) {
            request.setHeader(Header.Host, host); // endpoints see the host name that a trusted proxy forwarded
        }
        request.setSecure(names.isSecure(connections.isSecure(), values("X-Forwarded-Proto", request), from));
        request.remoteAddr().setString(names.proxies().client(from, values("X-Forwarded-For", request)));
        request.setAttribute(ADMITTED, tcp);
        return context.getInvokeAction();
    }

    /** Makes the connection of a request free the body that is being read if it is cut. */
    static void freeOnCut(ServletRequest request, Runnable free) {
        ((TcpConnection) request.getAttribute(ADMITTED)).reading(free);
    }

    /** Drops this request, and those pipelined behind it: the client has disconnected, or an earlier one was refused. */
    private static NextAction abandon(FilterChainContext context) {
        NextAction end = context.getSuspendAction();
        context.completeAndRecycle();
        return end;
    }

    /** All values of the header, because a client may send one before the proxy's; null if absent. */
    private static String values(String header, HttpRequestPacket request) {
        String values = String.join(",", request.getHeaders().values(header));
        return values.isEmpty() ? null : values;
    }

    /** Whether the path's escapes are complete and decode to UTF-8 without control characters and backslashes. */
    static boolean isWellFormed(String path) {
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(path.length());
        for (int i = 0; i < path.length(); i++) {
            int next = path.charAt(i);
            if (next == '%') {
                if (i + ESCAPE > path.length()) {
                    return false;
                }
                int high = Character.digit(path.charAt(i + 1), HEXADECIMAL);
                int low = Character.digit(path.charAt(i + 2), HEXADECIMAL);
                if (high < 0 || low < 0) {
                    return false;
                }
                next = high * HEXADECIMAL + low;
                i += ESCAPE - 1;
            } else if (next > DELETE) {
                return false; // RFC 3986 allows ASCII only
            }
            if (next < SPACE || next == DELETE || next == '\\') {
                return false;
            }
            decoded.write(next);
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(decoded.toByteArray()));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** Whether Grizzly can decode the path; it answers 500 to paths above the root and some encoded dots. */
    private static boolean isDecodable(HttpRequestPacket request) {
        try {
            request.getRequestURIRef().getDecodedRequestURIBC(true, StandardCharsets.UTF_8);
            return true;
        } catch (CharConversionException | RuntimeException e) {
            return false;
        }
    }

    private static NextAction refuse(
            FilterChainContext context, TcpConnection tcp, HttpRequestPacket request, HttpStatus status, String why) {
        byte[] body = why.getBytes(StandardCharsets.UTF_8);
        request.getProcessingState().setError(true); // no more requests on this connection
        HttpResponsePacket response = request.getResponse();
        response.setProtocol(Protocol.HTTP_1_1);
        response.setStatus(status);
        response.setContentType("text/plain;charset=UTF-8");
        response.setContentLength(body.length);
        response.setHeader("X-Content-Type-Options", "nosniff");
        HttpContent content = HttpContent.builder(response)
                .content(Buffers.wrap(context.getMemoryManager(), body))
                .last(true)
                .build();
        context.write(null, content, tcp.ending());
        return context.getStopAction();
    }
}

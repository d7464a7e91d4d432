package chat.parley.embedded;

import chat.parley.logging.AccessLog;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.filterchain.FilterChainBuilder;
import org.glassfish.grizzly.http.HttpCodecFilter;
import org.glassfish.grizzly.http.HttpHeader;
import org.glassfish.grizzly.http.HttpProbe;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.HttpResponsePacket;
import org.glassfish.grizzly.http.server.AddOn;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.http.util.Header;

/** Logs every response whose head is sent, including those of WebSocket handshakes and refused requests. */
final class AccessProbe extends HttpProbe.Adapter implements AddOn {
    private final AccessLog log;

    AccessProbe(AccessLog log) {
        this.log = log;
    }

    @Override
    public void setup(NetworkListener listener, FilterChainBuilder chain) {
        ((HttpCodecFilter) chain.get(chain.indexOfType(HttpCodecFilter.class)))
                .getMonitoringConfig()
                .addProbes(this);
    }

    @Override
    @SuppressWarnings("rawtypes") // Grizzly's
    public void onHeaderSerializeEvent(Connection connection, HttpHeader header, Buffer buffer) {
        if (header instanceof HttpResponsePacket response) {
            HttpRequestPacket request = response.getRequest();
            log.log(new AccessLog.Response(
                    request.getRemoteAddress(),
                    request.getMethod().toString(),
                    request.getRequestURI(),
                    request.getProtocolString(),
                    response.getStatus(),
                    response.getContentLength(),
                    request.getHeader(Header.UserAgent)));
        }
    }
}

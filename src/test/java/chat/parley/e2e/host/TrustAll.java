package chat.parley.e2e.host;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** TLS for the clients of tests: accepts every certificate. */
public final class TrustAll extends X509ExtendedTrustManager {
    public static final TrustAll MANAGER = new TrustAll();
    public static final SSLContext CONTEXT = context();

    private static final Set<String> SECURE = Set.of("https", "wss");

    private TrustAll() {}

    private static SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {MANAGER}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The socket, or TLS on it if the address is https or wss. */
    public static Socket secured(Socket connected, URI server) throws IOException {
        return SECURE.contains(server.getScheme())
                ? CONTEXT.getSocketFactory().createSocket(connected, server.getHost(), server.getPort(), true)
                : connected;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}

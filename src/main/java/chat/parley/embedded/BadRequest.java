package chat.parley.embedded;

import java.nio.charset.StandardCharsets;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.memory.Buffers;

/** The response to bytes that are not valid HTTP, written below the filters for HTTP. */
final class BadRequest {
    private BadRequest() {}

    /** Sends the response and ends the connection. @param why in ASCII */
    static NextAction send(String why, FilterChainContext context, TcpConnection tcp) {
        String response = String.join(
                "\r\n",
                "HTTP/1.1 400 Bad Request",
                "Connection: close",
                "X-Content-Type-Options: nosniff",
                "Content-Type: text/plain;charset=UTF-8",
                "Content-Length: " + why.length(),
                "",
                why);
        byte[] bytes = response.getBytes(StandardCharsets.US_ASCII);
        context.write(null, Buffers.wrap(context.getMemoryManager(), bytes), tcp.ending());
        return context.getStopAction();
    }
}

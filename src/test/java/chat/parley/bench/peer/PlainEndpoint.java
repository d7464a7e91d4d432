package chat.parley.bench.peer;

import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The simplest broadcast in a container: sends each text to everybody in the room, including the sender, with the
 * container's asynchronous send.
 */
@ServerEndpoint("/ws/{room}")
public final class PlainEndpoint {
    private static final Map<String, Set<Session>> ROOMS = new ConcurrentHashMap<>();

    /** The container creates one endpoint per session. */
    public PlainEndpoint() {}

    @OnOpen
    public void opened(Session session, @PathParam("room") String room) {
        ROOMS.computeIfAbsent(room, name -> ConcurrentHashMap.newKeySet()).add(session);
    }

    @OnMessage
    public void heard(String text, @PathParam("room") String room) {
        for (Session other : ROOMS.get(room)) {
            if (other.isOpen()) {
                other.getAsyncRemote().sendText(text);
            }
        }
    }

    @OnClose
    public void closed(Session session, @PathParam("room") String room) {
        ROOMS.get(room).remove(session);
    }
}

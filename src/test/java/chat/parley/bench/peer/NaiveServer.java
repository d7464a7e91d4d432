package chat.parley.bench.peer;

import jakarta.websocket.DeploymentException;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.glassfish.tyrus.server.Server;

/**
 * A chat server as a beginner would write it: Tyrus's own server with its defaults, and blocking sends in a loop over
 * the room's sessions.
 */
public final class NaiveServer {

    private NaiveServer() {}

    /** Runs until the process is killed; the only argument is the port. */
    public static void main(String[] args) throws DeploymentException, InterruptedException {
        int port = Integer.parseInt(args[0]);
        Server server = new Server("127.0.0.1", port, "/", null, Talk.class);
        server.start();
        System.out.println("naive listens on http://127.0.0.1:" + port + "/");
        Thread.currentThread().join();
    }

    /** The endpoint. Tyrus creates one per session, hence the static map. */
    @ServerEndpoint("/ws/{room}")
    public static final class Talk {

        private static final Map<String, Set<Session>> ROOMS = new ConcurrentHashMap<>();

        @OnOpen
        public void opened(Session session, @PathParam("room") String room) {
            ROOMS.computeIfAbsent(room, name -> ConcurrentHashMap.newKeySet()).add(session);
        }

        @OnMessage
        public void heard(String text, Session session, @PathParam("room") String room) {
            for (Session other : ROOMS.get(room)) {
                if (other.isOpen()) {
                    send(other, text);
                }
            }
        }

        @OnClose
        public void closed(Session session, @PathParam("room") String room) {
            ROOMS.get(room).remove(session);
        }

        @OnError
        public void failed(Session session, @PathParam("room") String room, Throwable cause) {
            ROOMS.getOrDefault(room, Set.of()).remove(session);
        }

        private static void send(Session other, String text) {
            try {
                other.getBasicRemote().sendText(text);
            } catch (IOException gone) {
                // Its own close event removes it from the room.
            }
        }
    }
}

package chat.parley.http;

import chat.parley.delivery.Batch;
import chat.parley.delivery.Close;
import chat.parley.delivery.Wire;
import chat.parley.event.Command;
import chat.parley.identity.Authentication;
import chat.parley.room.Chat;
import chat.parley.room.Session;
import chat.parley.signin.WebSession;
import java.util.function.Consumer;

/**
 * A connection without a client that only says hello: the newest proof of a member names it in all its sessions, so this
 * brings a new name to those that are open.
 */
final class NameBearer implements Wire {
    private final Authentication authentication;

    private NameBearer(Authentication authentication) {
        this.authentication = authentication;
    }

    /** @param webSession of the renamed member */
    static void tell(Chat chat, WebSession webSession) {
        Session session = chat.connect(new NameBearer(webSession.authentication()));
        session.handle(Command.Hello.signedIn(null));
        session.close(Close.GONE);
    }

    @Override
    public Authentication authentication() {
        return authentication;
    }

    @Override
    public boolean isHidden() {
        return true;
    }

    @Override
    public void send(Batch batch, Consumer<Throwable> done) {
        done.accept(null);
    }

    @Override
    public void ping() {}

    @Override
    public void close(Close close) {}
}

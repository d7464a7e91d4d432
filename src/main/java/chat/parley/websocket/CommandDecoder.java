package chat.parley.websocket;

import chat.parley.event.Command;
import chat.parley.event.Json;
import jakarta.websocket.DecodeException;
import jakarta.websocket.Decoder;
import java.nio.charset.StandardCharsets;

/** Reads a text frame as a command. What is no command becomes {@link Command.Malformed}, so that its sender gets an answer and keeps the connection. */
public final class CommandDecoder implements Decoder.Text<Command> {

    /** The frame is over the limit: the one fault that ends the connection. */
    static final class TooBig extends DecodeException {
        private static final long serialVersionUID = 1L;

        TooBig() {
            super("", "The frame is too big");
        }
    }

    @Override
    public Command decode(String frame) throws DecodeException {
        int most = ChatConfigurator.maxFrame();
        // a char is at most three bytes of UTF-8: most frames need no counting
        if (frame.length() > most || frame.length() > most / 3 && frame.getBytes(StandardCharsets.UTF_8).length > most) {
            throw new TooBig();
        }
        return Json.command(frame);
    }

    @Override
    public boolean willDecode(String frame) {
        return true;
    }
}

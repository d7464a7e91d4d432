package chat.parley.websocket;

import chat.parley.event.Command;
import chat.parley.event.Json;
import jakarta.websocket.Decoder;

/** Reads a text message as a command. What is no command becomes {@link Command.Malformed}, so that its sender gets an answer and keeps the connection. */
public final class CommandDecoder implements Decoder.Text<Command> {
    @Override
    public Command decode(String text) {
        return Json.command(text);
    }

    @Override
    public boolean willDecode(String text) {
        return true;
    }
}

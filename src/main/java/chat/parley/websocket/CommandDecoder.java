package chat.parley.websocket;

import chat.parley.event.Command;
import chat.parley.event.Json;
import jakarta.websocket.Decoder;

/**
 * Decodes a text message as a command. Invalid text becomes {@link Command.Malformed}, so that the client gets an
 * error and keeps the connection.
 */
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

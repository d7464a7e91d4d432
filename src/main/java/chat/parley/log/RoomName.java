package chat.parley.log;

import chat.parley.event.Command;

/** Validates room names that do not come from a client's command. */
public final class RoomName {
    private RoomName() {}

    /** The name, normalised like that of a command. @throws chat.parley.event.Refusal if it is invalid */
    public static String of(String name) {
        return new Command.Join(null, name, null, null).room();
    }
}

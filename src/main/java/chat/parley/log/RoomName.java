package chat.parley.log;

import chat.parley.event.Command;

/** Names of rooms as they come from somewhere else than a client. */
public final class RoomName {
    private RoomName() {}

    /** The name as clients' commands have it. @throws chat.parley.event.Refusal where it breaks a rule */
    public static String of(String name) {
        return new Command.Join(null, name, null, null).room();
    }
}

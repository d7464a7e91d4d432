package chat.parley.sdk;

/** What happens to a client outside of its rooms. Called like a {@link RoomListener}; does nothing by default. */
public interface ClientListener {
    /** The connection's state has changed. @param why what ended the connection or the client, or null */
    default void state(ConnectionState state, ParleyException why) {}

    /** The server reports an error that belongs to no command, or a token could not be renewed. */
    default void error(ParleyException error) {}

    /** Somebody has let you into a room. To be in it, join it. @param by null if a ban has ended by itself */
    default void roomAdded(ListedRoom room, ChatMember by) {}

    /** You were removed from a room, left it elsewhere, or it was deleted. No reconnect joins it again. */
    default void roomRemoved(String room, ParleyException reason) {}

    /** You have another name, by {@link ParleyClient#rename} or in another session of yours. */
    default void renamed(ChatMember me) {}
}

package chat.parley.room;

/** Gives tests of other packages access to package-private state. */
public final class Peephole {
    private Peephole() {}

    public static boolean isOpen(Session session) {
        return session.isOpen();
    }
}

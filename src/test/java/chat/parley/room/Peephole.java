package chat.parley.room;

/** Lets tests of other packages see what a client sees of its connection when nothing hangs up. */
public final class Peephole {
    private Peephole() {}

    public static boolean isOpen(Session session) {
        return session.isOpen();
    }
}

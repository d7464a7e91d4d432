package chat.parley;

/** The ways to run Parley. Each reads only the settings that it uses. */
public enum Program {
    /** The embedded server. */
    SERVER("the embedded server"),
    /** The web application in a container. */
    WAR("the WAR"),
    /** A command-line tool that works on the store, such as {@code backup}. */
    TOOL("the tools");

    private final String title;

    Program(String title) {
        this.title = title;
    }

    /** The name to use in a sentence. */
    String title() {
        return title;
    }
}

package chat.parley;

/** The three ways to run Parley. Each reads only the settings that it uses. */
public enum Program {
    /** The embedded server. */
    SERVER("the embedded server"),
    /** The web application in a container. */
    WAR("the WAR"),
    /** A command that works on the store, such as {@code backup}. */
    TOOL("the tools");

    private final String title;

    Program(String title) {
        this.title = title;
    }

    /** As a sentence names it. */
    String title() {
        return title;
    }
}

package chat.parley.e2e.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The standalone server: {@code java -jar target/parley.jar}, at the root. */
final class EmbeddedHost extends ServerProcess {
    static final String NAME = "embedded";

    /** The page's directory if it is not the one in the jar. */
    private Path webapp;

    EmbeddedHost(int number, Map<String, String> settings, Store store) {
        super(NAME, number, settings, store, "");
    }

    @Override
    Path artefact() {
        return Build.JAR;
    }

    @Override
    void prepare() {}

    @Override
    void replaceArtefact(Map<String, String> pages) throws IOException {
        stop();
        if (!pages.isEmpty()) {
            webapp = Build.fresh(folder().resolve("webapp"));
            Files.createDirectories(folder());
            Build.copy(Build.PAGE, webapp);
            Build.change(webapp, pages);
        }
    }

    @Override
    List<String> command() {
        List<String> command = new ArrayList<>(List.of(Build.JAVA.toString()));
        command.addAll(Build.JVM);
        command.add(ClassArchive.option());
        command.addAll(properties());
        command.addAll(databaseProperties());
        if (webapp != null) {
            command.add("-Dparley.webapp=" + webapp);
        }
        command.addAll(List.of("-jar", Build.JAR.toString(), "--host", "127.0.0.1", "--port", Integer.toString(port)));
        return command;
    }
}

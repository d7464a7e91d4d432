package chat.parley.e2e.host;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Parley on its own: {@code java -jar target/parley.jar}, at the root. */
final class EmbeddedHost extends ServerProcess {
    EmbeddedHost(int number, Map<String, String> settings, Store store) {
        super("embedded", number, settings, store, "");
    }

    @Override
    Path artefact() {
        return Build.JAR;
    }

    @Override
    void prepare() {}

    @Override
    void replaceArtefact() {
        stop();
    }

    @Override
    List<String> command() {
        List<String> command = new ArrayList<>(List.of(Build.JAVA.toString()));
        command.addAll(Build.JVM);
        command.add(ClassArchive.option());
        command.addAll(properties());
        command.addAll(databaseProperties());
        command.addAll(List.of("-jar", Build.JAR.toString(), "--host", "127.0.0.1", "--port", Integer.toString(port)));
        return command;
    }
}

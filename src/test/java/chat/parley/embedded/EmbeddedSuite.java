package chat.parley.embedded;

import chat.parley.Parley;
import chat.parley.Setting;
import chat.parley.Settings;
import chat.parley.suite.SuiteApp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The protocol suites' servers on the embedded host, beside a Parley that nobody calls. */
public final class EmbeddedSuite {
    private EmbeddedSuite() {}

    /** @return where they are */
    public static String start(int port) throws IOException {
        String data = Files.createTempDirectory(Path.of("target"), "suite").toString();
        Settings settings = Settings.read(Map.of(Setting.PORT, String.valueOf(port), Setting.DATA, data, Setting.MAX_FRAME, "1000000"));
        EmbeddedServer server = new EmbeddedServer(settings, Parley.start(settings, null, Parley.plainThreads()).chat(), SuiteApp.engines());
        server.start();
        return server.url();
    }
}

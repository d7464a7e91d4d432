package chat.parley.embedded;

import chat.parley.Parley;
import chat.parley.Program;
import chat.parley.Setting;
import chat.parley.Settings;
import chat.parley.engineio.EngineServer;
import chat.parley.identity.AddressLimits;
import chat.parley.identity.RateLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Starts Engine.IO servers for one test on the embedded host, beside an idle Parley. */
public final class EmbeddedSuite implements AutoCloseable {
    /** High limits for tests that exceed the normal ones per address. */
    public static final AddressLimits UNLIMITED =
            new AddressLimits(new RateLimits(1e9, 1_000_000, 1), System::nanoTime);

    private final Parley parley;
    private final EmbeddedServer server;

    public EmbeddedSuite(int port, List<EngineServer> engines) throws IOException {
        String data = Files.createTempDirectory(Path.of("target"), "suite").toString();
        Settings settings = Settings.read(
                Program.SERVER,
                Map.of(Setting.PORT, String.valueOf(port), Setting.DATA, data, Setting.MAX_FRAME, "1000000"));
        parley = Parley.start(settings, null, Parley.plainThreads());
        server = new EmbeddedServer(
                settings, parley.chat(), parley.openId(), parley.accounts(), parley.monitoring(), engines);
        server.start();
    }

    /** The address of the server. */
    public String url() {
        return server.address().url();
    }

    @Override
    public void close() {
        parley.close();
        server.stop();
    }
}

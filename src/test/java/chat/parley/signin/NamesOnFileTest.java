package chat.parley.signin;

import chat.parley.log.LogBench;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class NamesOnFileTest extends NameStories {
    @TempDir
    Path folder;

    @Override
    LogBench open() {
        return LogBench.fragile(folder);
    }
}

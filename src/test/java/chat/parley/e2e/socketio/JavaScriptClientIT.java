package chat.parley.e2e.socketio;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import chat.parley.e2e.host.Hosts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * The official JavaScript client in Node, and modules of the page that need no browser: each test in src/test/node is
 * reported as a test here. The files run in parallel, because they mostly wait.
 */
class JavaScriptClientIT {
    private static NodeJs node;
    private static HostControl control;
    private static ExecutorService files;

    @BeforeAll
    static void begin() throws IOException, InterruptedException {
        node = NodeJs.find();
        control = new HostControl();
        files = Executors.newCachedThreadPool();
    }

    @AfterAll
    static void end() {
        if (files != null) {
            files.shutdownNow();
            control.close();
        }
    }

    @TestFactory
    Stream<DynamicNode> theJavaScriptClient() {
        URI host = Hosts.talkative().http();
        Map<Path, Future<List<NodeJs.Outcome>>> running = new TreeMap<>();
        node.tests().forEach(file -> running.put(file, files.submit(() -> node.run(file, host, control.address()))));
        return running.entrySet().stream()
                .map(file -> dynamicContainer(file.getKey().getFileName().toString(), tests(file.getValue())));
    }

    private static Stream<DynamicNode> tests(Future<List<NodeJs.Outcome>> file) {
        try {
            return file.get().stream()
                    .map(outcome -> dynamicTest(outcome.sentence(), () -> {
                        assumeFalse(outcome.skipped(), outcome.sentence());
                        assertTrue(outcome.passed(), () -> outcome.sentence() + "\n" + outcome.details());
                    }));
        } catch (ExecutionException e) {
            return Stream.of(dynamicTest("Node runs", () -> {
                throw e;
            }));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

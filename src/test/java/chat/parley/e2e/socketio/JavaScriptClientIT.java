package chat.parley.e2e.socketio;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import chat.parley.e2e.host.Hosts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** The official client for JavaScript, in Node: its stories are in src/test/node, and each of them is a test here. */
class JavaScriptClientIT {
    private static NodeJs node;
    private static HostControl control;

    @BeforeAll
    static void begin() throws IOException {
        node = NodeJs.find();
        control = new HostControl();
    }

    @AfterAll
    static void end() {
        if (control != null) {
            control.close();
        }
    }

    @TestFactory
    Stream<DynamicNode> theJavaScriptClient() {
        URI host = Hosts.current().http();
        return node.tests().stream().map(file -> dynamicContainer(file.getFileName().toString(), run(file, host)));
    }

    private static Stream<DynamicNode> run(Path file, URI host) {
        try {
            return node.run(file, host, control.address()).stream().map(outcome -> dynamicTest(outcome.sentence(), () -> {
                assumeFalse(outcome.skipped(), outcome.sentence());
                assertTrue(outcome.passed(), () -> outcome.sentence() + "\n" + outcome.details());
            }));
        } catch (IOException e) {
            return Stream.of(dynamicTest("Node runs", () -> {
                throw e;
            }));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

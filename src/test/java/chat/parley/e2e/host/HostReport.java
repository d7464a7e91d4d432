package chat.parley.e2e.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Writes target/hosts/NAME.txt: what ran on this host, and how it ended, tests in a browser apart from the others. Only in a JVM that
 * {@code parley.host} gave a host to, so unit tests leave no trace. JUnit finds it by META-INF/services.
 */
public final class HostReport implements TestExecutionListener {
    private static final String BROWSER_PACKAGE = "chat.parley.browser.";

    /** Tests that need rights which not every machine gives, such as to mount; they abort where they lack them, which is no fault of the test run. */
    private static final TestTag PRIVILEGED = TestTag.create("privileged");

    // For the whole JVM: there may be more than one test plan in it.
    private static final Map<String, Integer> COUNTS = new TreeMap<>();

    private TestPlan plan;

    @Override
    public void testPlanExecutionStarted(TestPlan started) {
        plan = started;
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        switch (result.getStatus()) {
            case SUCCESSFUL -> {
                if (test.isTest()) {
                    count(test, "passed", 1);
                }
            }
            // A class whose @BeforeAll fails is a failure, though none of its tests was begun.
            case FAILED -> count(test, "failed", 1);
            case ABORTED -> count(test, test.getTags().contains(PRIVILEGED) ? "denied" : "skipped", testsIn(test));
        }
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        count(test, "skipped", testsIn(test));
    }

    @Override
    public void testPlanExecutionFinished(TestPlan finished) {
        if (System.getProperty("parley.host") == null) {
            return;
        }
        Path file = Build.DIRECTORY.resolve("hosts").resolve(name() + ".txt");
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, report());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static synchronized String report() {
        StringBuilder report = new StringBuilder();
        report.append("host=").append(name()).append('\n');
        report.append("server=").append(System.getProperty("parley.server", "?")).append('\n');
        report.append("java=").append(System.getProperty("java.version")).append('\n');
        for (String kind : List.of("tests", "browser")) {
            for (String outcome : List.of("passed", "failed", "skipped", "denied")) {
                String key = kind + "." + outcome;
                report.append(key).append('=').append(COUNTS.getOrDefault(key, 0)).append('\n');
            }
        }
        return report.toString();
    }

    private static synchronized void add(String key, int number) {
        COUNTS.merge(key, number, Integer::sum);
    }

    private static void count(TestIdentifier test, String outcome, int number) {
        String kind = className(test).filter(name -> name.startsWith(BROWSER_PACKAGE)).isPresent() ? "browser" : "tests";
        add(kind + "." + outcome, number);
    }

    /** A container that was left out counts as the tests that it holds; one whose tests are only known when it runs counts as one. */
    private int testsIn(TestIdentifier skipped) {
        int tests = skipped.isTest() ? 1 : (int) plan.getDescendants(skipped).stream().filter(TestIdentifier::isTest).count();
        return Math.max(1, tests);
    }

    private static Optional<String> className(TestIdentifier test) {
        Optional<TestSource> source = test.getSource();
        if (source.isPresent() && source.get() instanceof MethodSource method) {
            return Optional.of(method.getClassName());
        }
        if (source.isPresent() && source.get() instanceof ClassSource type) {
            return Optional.of(type.getClassName());
        }
        return Optional.empty();
    }

    /** The host's, or another one where the tests run on the same host more than once. */
    private static String name() {
        return System.getProperty("parley.report", Hosts.kind());
    }
}

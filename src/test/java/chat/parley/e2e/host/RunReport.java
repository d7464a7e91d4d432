package chat.parley.e2e.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Writes {@code target/runs/NAME.txt} with the results and durations of all tests. NAME is the host's, or {@code
 * unit}. {@code .ci/run} reads it.
 *
 * <p>Lines: {@code server=…}, {@code java=…}, {@code seconds=…}; one {@code class NAME STORE PASSED FAILED SKIPPED DENIED SECONDS} per class and store;
 * one {@code failed TEST: MESSAGE} per failure. JUnit finds this listener by META-INF/services. Safe for many threads.
 */
public final class RunReport implements TestExecutionListener {
    /** Tests that need special rights, such as to mount. Without them they abort, which does not count as a skip. */
    private static final TestTag PRIVILEGED = TestTag.create("privileged");

    private enum Outcome {
        PASSED,
        FAILED,
        SKIPPED,
        DENIED
    }

    /** One class on one store. */
    private static final class Row {
        private final int[] outcomes = new int[Outcome.values().length];
        private long startedAt = System.nanoTime();
        private long nanos;
    }

    // Static, because a JVM may run more than one test plan.
    private static final Map<String, Row> ROWS = new TreeMap<>();
    private static final List<String> FAILURES = new ArrayList<>();
    private static final long STARTED_AT = System.nanoTime();

    private TestPlan plan;

    @Override
    public void testPlanExecutionStarted(TestPlan started) {
        plan = started;
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        synchronized (ROWS) {
            if (isClass(test)) {
                row(test).startedAt = System.nanoTime();
            }
        }
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        synchronized (ROWS) {
            switch (result.getStatus()) {
                case SUCCESSFUL -> count(test, Outcome.PASSED, test.isTest() ? 1 : 0);
                // A failing @BeforeAll counts as a failure, although no test started.
                case FAILED -> failed(test, result.getThrowable());
                case ABORTED ->
                    count(test, test.getTags().contains(PRIVILEGED) ? Outcome.DENIED : Outcome.SKIPPED, testsIn(test));
            }
            if (isClass(test)) {
                row(test).nanos = System.nanoTime() - row(test).startedAt;
            }
        }
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        synchronized (ROWS) {
            count(test, Outcome.SKIPPED, testsIn(test));
        }
    }

    @Override
    public void testPlanExecutionFinished(TestPlan finished) {
        String name = System.getProperty("parley.run", System.getProperty("parley.host"));
        if (name == null) {
            return; // started from an IDE
        }
        Path file = Build.DIRECTORY.resolve("runs").resolve(name + ".txt");
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, report(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String report(String name) {
        synchronized (ROWS) {
            StringBuilder report = new StringBuilder();
            report.append("server=")
                    .append(System.getProperty("parley.version." + name, "-"))
                    .append('\n');
            report.append("java=").append(System.getProperty("java.version")).append('\n');
            report.append("seconds=")
                    .append(seconds(System.nanoTime() - STARTED_AT))
                    .append('\n');
            ROWS.forEach((key, row) -> {
                if (IntStream.of(row.outcomes).sum() == 0) {
                    return; // the class that contains the runs on each store
                }
                report.append("class ").append(key);
                for (int number : row.outcomes) {
                    report.append(' ').append(number);
                }
                report.append(' ').append(seconds(row.nanos)).append('\n');
            });
            FAILURES.forEach(failure -> report.append("failed ").append(failure).append('\n'));
            return report.toString();
        }
    }

    private static long seconds(long nanos) {
        return TimeUnit.NANOSECONDS.toSeconds(nanos);
    }

    private void failed(TestIdentifier test, Optional<Throwable> why) {
        count(test, Outcome.FAILED, 1);
        String message =
                why.map(Throwable::toString).orElse("?").lines().findFirst().orElse("");
        FAILURES.add(className(test).orElse("") + " " + test.getDisplayName() + ": " + message);
    }

    private void count(TestIdentifier test, Outcome outcome, int number) {
        if (number > 0) {
            row(test).outcomes[outcome.ordinal()] += number;
        }
    }

    private Row row(TestIdentifier test) {
        String name = className(test).orElse("-");
        return ROWS.computeIfAbsent(name + " " + store(test), key -> new Row());
    }

    /** A skipped container counts as its tests, or as one if they are unknown before it runs. */
    private int testsIn(TestIdentifier skipped) {
        int tests = skipped.isTest()
                ? 1
                : (int) plan.getDescendants(skipped).stream()
                        .filter(TestIdentifier::isTest)
                        .count();
        return Math.max(1, tests);
    }

    /** The store of a test's class; {@code -} unless the class runs once per store. */
    private String store(TestIdentifier test) {
        for (TestIdentifier inner = test;
                inner != null;
                inner = plan.getParent(inner).orElse(null)) {
            if (inner.getUniqueIdObject().getLastSegment().getType().equals("class-template-invocation")) {
                return inner.getDisplayName();
            }
        }
        return "-";
    }

    private static boolean isClass(TestIdentifier test) {
        return test.getSource().filter(ClassSource.class::isInstance).isPresent();
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
}

package chat.parley.check;

import chat.parley.SettingReport;
import chat.parley.Version;
import chat.parley.io.OneLine;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Checks the settings of the embedded server, its files and its store. */
public final class Check {
    private static final int WARNINGS = 1;
    private static final int ERRORS = 2;

    private final SettingReport report;
    private final PrintStream out;

    public Check(SettingReport report, PrintStream out) {
        this.report = report;
        this.out = out;
    }

    /** Prints all that was found. Returns the exit code: 0 if all is well, 1 after warnings, 2 after errors. */
    public int run() {
        out.println(Version.line());
        report.entries().forEach(this::print);
        List<Finding> findings = new ArrayList<>();
        report.mistakes().stream().map(Finding::error).forEach(findings::add);
        if (report.settings() != null) {
            Instant now = Instant.now();
            report.settings().warnings().stream().map(Finding::warning).forEach(findings::add);
            StoreCheck store = new StoreCheck(report.settings().storage(), now);
            List<Finding> ofStore = store.findings();
            findings.addAll(new FileCheck(report, now).findings());
            findings.addAll(new NetworkCheck(report, store.isServed()).findings());
            findings.addAll(ofStore);
            findings.addAll(new DoorbellCheck(report.settings().cluster()).findings());
            out.println("store: " + store.summary());
        }
        findings.stream().map(Finding::toString).map(OneLine::of).forEach(out::println);
        long errors = findings.stream().filter(Finding::error).count();
        out.println(
                findings.isEmpty()
                        ? "No problems found"
                        : errors + " errors, " + (findings.size() - errors) + " warnings");
        return errors > 0 ? ERRORS : findings.isEmpty() ? 0 : WARNINGS;
    }

    private void print(SettingReport.Entry entry) {
        String line = String.format(
                Locale.ROOT,
                "%-34s # %s; %s",
                entry.setting().key() + " = " + entry.shown(),
                entry.source(),
                entry.setting().description());
        out.println(OneLine.of(line));
    }
}

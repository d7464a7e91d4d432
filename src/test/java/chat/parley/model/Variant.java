package chat.parley.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Parley's own sources with some words changed, compiled, and the model run on what comes of it. */
final class Variant {
    /** In this file, these words (which stand there once) become those. */
    record Edit(String file, String from, String to) {}

    private static final Path JAVA = Path.of("src", "main", "java", "chat", "parley");
    private static final Path RESOURCES = Path.of("src", "main", "resources", "chat", "parley");
    private static final List<String> PACKAGES = List.of("event", "lane", "identity", "log", "room");

    /** So small that a few messages reach every bound; and without what only reads along and keeps the lanes busy. */
    static final List<Edit> SMALL = List.of(
            new Edit("room/Feed.java", "int TAIL = 256;", "int TAIL = 4;"),
            new Edit("room/Feed.java", "int OPENED_WITH = 128;", "int OPENED_WITH = 4;"),
            new Edit("room/Room.java", "int TAIL = 256;", "int TAIL = 4;"),
            new Edit("room/Limits.java", "int PAGE = 50;", "int PAGE = 4;"),
            new Edit("room/Tail.java", "int BATCH = 128;", "int BATCH = 8;"),
            new Edit("room/Tail.java", "int BATCH_CHARS = 64 * 1024;", "int BATCH_CHARS = 900;"),
            new Edit("room/Limits.java", "int SLOW_SEND_CHARS = 4 * 1024;", "int SLOW_SEND_CHARS = 300;"),
            new Edit("room/Tail.java", "int TAIL_CHARS = 512 * 1024;", "int TAIL_CHARS = 1_500;"),
            new Edit("log/AppendLane.java", "int BATCH = 128;", "int BATCH = 4;"),
            new Edit("log/AppendLane.java", "int QUEUE = 4_096;", "int QUEUE = 12;"),
            new Edit("log/AppendLane.java", "int BATCH_CHARS = 256 * 1024;", "int BATCH_CHARS = 500;"),
            new Edit("log/Trim.java", "int STEP = 500;", "int STEP = 3;"),
            new Edit("log/Indexer.java", "if (!started) {", "if (true) {"),
            new Edit("room/Session.java", "return lasting;", "return false;"));

    private final Map<Path, String> changed = new LinkedHashMap<>();

    Variant(List<Edit> edits) throws IOException {
        for (Edit edit : edits) {
            Path file = (edit.file().endsWith(".java") ? JAVA : RESOURCES).resolve(edit.file());
            String text = changed.containsKey(file) ? changed.get(file) : Files.readString(file);
            int at = text.indexOf(edit.from());
            if (at < 0 || text.indexOf(edit.from(), at + 1) >= 0) {
                throw new AssertionError("In " + file + " this stands " + (at < 0 ? "nowhere" : "more than once") + ", and has to stand once: " + edit.from());
            }
            changed.put(file, text.substring(0, at) + edit.to() + text.substring(at + edit.from().length()));
        }
    }

    /** What {@link Run#of} says. */
    String run(long first, int count, int burst) throws IOException, ReflectiveOperationException {
        Path classes = Files.createTempDirectory(Files.createDirectories(Path.of("target", "model")), "variant");
        compile(classes);
        try (VariantLoader loader = new VariantLoader(classes)) {
            return (String) loader.loadClass(Run.class.getName()).getMethod("of", long.class, int.class, int.class).invoke(null, first, count, burst);
        }
    }

    private void compile(Path classes) throws IOException {
        Path sources = Files.createDirectories(classes.resolve("sources"));
        List<Path> files = new ArrayList<>();
        for (String name : PACKAGES) {
            try (Stream<Path> found = Files.list(JAVA.resolve(name))) {
                found.filter(file -> !changed.containsKey(file)).forEach(files::add);
            }
        }
        for (Map.Entry<Path, String> file : changed.entrySet()) {
            boolean source = file.getKey().startsWith(JAVA);
            Path copy = source ? sources.resolve(JAVA.relativize(file.getKey())) : classes.resolve("chat/parley").resolve(RESOURCES.relativize(file.getKey()));
            Files.createDirectories(copy.getParent());
            Files.writeString(copy, file.getValue());
            if (source) {
                files.add(copy);
            }
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> faults = new DiagnosticCollector<>();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(faults, null, null)) {
            List<String> options = List.of("-d", classes.toString(), "-parameters", "-proc:none", "-nowarn", "-classpath", System.getProperty("java.class.path"));
            if (!compiler.getTask(null, manager, faults, options, null, manager.getJavaFileObjectsFromPaths(files)).call()) {
                throw new AssertionError("The changed sources do not compile: " + faults.getDiagnostics());
            }
        }
    }
}

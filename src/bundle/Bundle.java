import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * Bundles the page: one minified script and one minified style sheet with content hashes in their names, so that
 * browsers can cache them forever. {@code mvn package} runs this file with {@code java} and the page's libraries on the
 * class path. Always rebuilds everything, so the result is never stale.
 *
 * <p>Arguments: the directory with esbuild, the sources, a working directory, the output directory.
 */
final class Bundle {
    private static final String VENDORS = "META-INF/resources/";
    private static final Pattern STYLE = Pattern.compile("<link rel=\"stylesheet\" href=\"([^\"]+)\">\n");
    private static final Pattern COMMENT = Pattern.compile("<!--.*?-->\n", Pattern.DOTALL);
    private static final Pattern SCRIPT = Pattern.compile("<script type=\"module\" src=\"([^\"]+)\"></script>\n");
    /** Loaded on demand. Not hashed, so that a page older than the server still finds it. */
    private static final List<String> LATER = List.of(
            "js/account/credentials.js",
            "js/account/members-list.js",
            "js/account/passkey-list.js",
            "js/account/session-list.js",
            "js/compose/commands.js",
            "js/compose/emoji-dialog.js",
            "js/compose/emoji-list.js",
            "js/compose/formatting.js",
            "js/compose/grid.js",
            "js/room/audit-sheet.js",
            "js/shell/browse-list.js",
            "js/shell/fuzzy.js",
            "js/shell/shortcut-sheet.js",
            "js/shell/shortcut-words.js",
            "js/shell/switcher.js",
            "js/text/code-colours.js",
            "css/emoji.css",
            "css/keyboard.css");
    /** Modules that other pages may import; copied unchanged. */
    private static final Pattern PUBLIC =
            Pattern.compile("js/(parley-client\\.(js|d\\.ts)|client/.*)|" + String.join("|", LATER));

    private static final Pattern BUNDLED = Pattern.compile("(js|css|_static|assets)/.*|app\\.css|index\\.html");

    private final Path esbuild;
    private final Path work;
    private final Path result;

    private Bundle(Path esbuild, Path work, Path result) {
        this.esbuild = esbuild;
        this.work = work;
        this.result = result;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Bundle bundle = new Bundle(executable(Path.of(args[0])), Path.of(args[2]), Path.of(args[3]));
        delete(bundle.work);
        delete(bundle.result);
        copy(Path.of(args[1]), bundle.work, path -> true);
        for (String library : System.getProperty("java.class.path").split(System.getProperty("path.separator"))) {
            if (library.endsWith(".jar")) {
                bundle.unpack(Path.of(library));
            }
        }
        bundle.make();
    }

    private static Path executable(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            Path found = files.filter(file ->
                            file.getFileName().toString().matches("esbuild(\\.exe)?") && Files.isRegularFile(file))
                    .findFirst()
                    .orElseThrow(() -> new IOException("No esbuild in " + folder));
            found.toFile().setExecutable(true); // jars do not store file permissions
            return found.toAbsolutePath();
        }
    }

    private void make() throws IOException, InterruptedException {
        String page = Files.readString(work.resolve("index.html"));
        List<String> styles = all(STYLE, page);
        List<String> scripts = all(SCRIPT, page);
        if (styles.isEmpty() || scripts.size() != 1) {
            throw new IOException(
                    "index.html must list its style sheets and one module script, each on a separate line");
        }
        StringBuilder sheet = new StringBuilder();
        styles.forEach(style -> sheet.append("@import \"./").append(style).append("\";\n"));
        Files.writeString(work.resolve("app.css"), sheet);
        run(scripts.get(0));

        copy(
                work,
                result,
                path -> !BUNDLED.matcher(path).matches() || PUBLIC.matcher(path).matches());
        copy(work.resolve("assets"), result.resolve("assets"), path -> true);
        String style = "<link rel=\"stylesheet\" href=\"" + asset(".css") + "\">\n";
        String script = "<script type=\"module\" src=\"" + asset(".js") + "\"></script>\n";
        String head = SCRIPT.matcher(COMMENT.matcher(page).replaceAll("")).replaceFirst(script);
        String first = STYLE.matcher(head).replaceFirst("<style>");
        Files.writeString(
                result.resolve("index.html"),
                STYLE.matcher(first).replaceAll("").replace("<style>", style));
    }

    private void run(String script) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                esbuild.toString(),
                "app=" + script,
                "app=app.css",
                "--bundle",
                "--minify",
                "--format=esm",
                "--target=es2022",
                "--charset=utf8",
                "--legal-comments=linked",
                "--outdir=assets",
                "--entry-names=[name]-[hash]",
                "--log-level=warning"));
        LATER.forEach(file -> command.add("--external:./" + file));
        int status = new ProcessBuilder(command)
                .directory(work.toFile())
                .inheritIO()
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException("esbuild failed with status " + status);
        }
    }

    private String asset(String kind) throws IOException {
        try (Stream<Path> files = Files.list(work.resolve("assets"))) {
            return "assets/"
                    + files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(kind))
                            .findFirst()
                            .orElseThrow();
        }
    }

    private void unpack(Path library) throws IOException {
        try (JarFile jar = new JarFile(library.toFile())) {
            for (ZipEntry entry : (Iterable<ZipEntry>) jar.stream().map(ZipEntry.class::cast)::iterator) {
                if (!entry.getName().startsWith(VENDORS + "_static/")
                        || !entry.getName().endsWith(".js")) {
                    continue;
                }
                Path file = work.resolve(entry.getName().substring(VENDORS.length()))
                        .normalize();
                if (!file.startsWith(work.normalize())) {
                    throw new IOException(entry.getName() + " in " + library + " is outside of the target directory");
                }
                String text = new String(jar.getInputStream(entry).readAllBytes(), "UTF-8");
                Files.createDirectories(file.getParent());
                Files.writeString(
                        file,
                        text.startsWith("/**")
                                ? "/*!" + text.substring(3)
                                : text); // makes esbuild keep the license notice
            }
        }
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    /** @param wanted receives paths relative to {@code from}, with slashes */
    private static void copy(Path from, Path to, Predicate<String> wanted) throws IOException {
        for (Path file : files(from)) {
            String path = from.relativize(file).toString().replace('\\', '/');
            if (Files.isRegularFile(file) && wanted.test(path)) {
                Path copy = to.resolve(path);
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    private static void delete(Path tree) throws IOException {
        List<Path> files = new ArrayList<>(Files.exists(tree) ? files(tree) : List.of());
        files.sort(Comparator.reverseOrder());
        for (Path file : files) {
            Files.delete(file);
        }
    }

    private static List<Path> files(Path tree) {
        try (Stream<Path> files = Files.walk(tree)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

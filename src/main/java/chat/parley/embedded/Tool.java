package chat.parley.embedded;

import chat.parley.Parley;
import chat.parley.Settings;
import chat.parley.log.Archive;
import chat.parley.store.Backup;
import chat.parley.store.Database;
import chat.parley.store.StoreException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What can be done with a store besides serving it: {@code parley backup FILE --data DIR}, and the like. */
enum Tool {
    BACKUP(List.of("FILE"), "copies the SQLite store into a new file, while the server runs") {
        @Override
        String run(List<String> words, Settings.Storage storage) {
            requireFile(storage, "pg_dump");
            Backup.take(storage.data(), Path.of(words.get(0)));
            return "The backup is in " + words.get(0);
        }
    },
    RESTORE(List.of("FILE"), "puts a backup in the store's place, while the server does not run") {
        @Override
        String run(List<String> words, Settings.Storage storage) {
            requireFile(storage, "pg_restore");
            Path before = Backup.restore(Path.of(words.get(0)), storage.data());
            return "The backup is in place" + (before == null ? "" : "; what was there before is in " + before);
        }
    },
    EXPORT(List.of("ROOM", "FILE"), "writes a room into a new file of JSON lines") {
        @Override
        String run(List<String> words, Settings.Storage storage) {
            return inArchive(storage, archive -> archive.export(words.get(0), Path.of(words.get(1)))) + " messages are in " + words.get(1);
        }
    },
    IMPORT(List.of("ROOM", "FILE"), "puts an exported file's messages into a room that has none") {
        @Override
        String run(List<String> words, Settings.Storage storage) {
            return inArchive(storage, archive -> archive.load(words.get(0), Path.of(words.get(1)))) + " messages are in the room " + words.get(0);
        }
    };

    private final List<String> words;
    private final String description;

    Tool(List<String> words, String description) {
        this.words = words;
        this.description = description;
    }

    static Optional<Tool> named(String name) {
        return Stream.of(values()).filter(tool -> tool.word().equals(name)).findFirst();
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How many words come after the tool's own. */
    int arity() {
        return words.size();
    }

    String help() {
        return String.format(Locale.ROOT, "  %-24s %s", word() + " " + String.join(" ", words), description);
    }

    /**
     * @return what is to be said about it
     * @throws StoreException where it cannot be done
     */
    abstract String run(List<String> words, Settings.Storage storage);

    private static void requireFile(Settings.Storage storage, String instead) {
        if (storage.url() != null) {
            throw new StoreException("The store is PostgreSQL: use " + instead, null);
        }
    }

    private static long inArchive(Settings.Storage storage, Function<Archive, Long> work) {
        try (Database database = storage.url() == null ? Database.sqliteBeside(storage.data(), storage.connections(), Parley.plainThreads())
                : Database.postgres(storage.url(), storage.user(), storage.password(), storage.connections(), Parley.plainThreads(), Duration.ZERO)) {
            return work.apply(new Archive(database));
        }
    }
}

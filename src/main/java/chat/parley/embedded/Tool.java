package chat.parley.embedded;

import chat.parley.Parley;
import chat.parley.Settings;
import chat.parley.index.Indexer;
import chat.parley.lane.Lanes;
import chat.parley.log.Archive;
import chat.parley.membership.Memberships;
import chat.parley.person.PersonErasure;
import chat.parley.person.PersonExport;
import chat.parley.store.Backup;
import chat.parley.store.Database;
import chat.parley.store.StoreException;
import chat.parley.store.StoreLanes;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Command-line tools that work on a store, such as {@code parley backup FILE --data DIR}. */
enum Tool {
    BACKUP(List.of("FILE"), "copy the SQLite store to a new file; the server may run") {
        @Override
        String run(List<String> words, Settings.Storage storage) {
            requireSqlite(storage, "pg_dump");
            Backup.take(storage.data(), Path.of(words.get(0)));
            return "Backup written to " + words.get(0);
        }
    },
    RESTORE(List.of("FILE"), "replace the store with a backup; the server must be stopped") {
        @Override
        String run(List<String> words, Settings.Storage storage) {
            requireSqlite(storage, "pg_restore");
            Path before = Backup.restore(Path.of(words.get(0)), storage.data());
            return "Backup restored" + (before == null ? "" : "; the previous store is in " + before);
        }
    },
    EXPORT(List.of("ROOM", "FILE"), "write a room to a new file of JSON lines") {
        @Override
        String run(List<String> words, Settings.Storage storage) {
            return inArchive(storage, archive -> archive.export(words.get(0), Path.of(words.get(1))))
                    + " messages exported to " + words.get(1);
        }
    },
    IMPORT(List.of("ROOM", "FILE"), "read an exported file into a room without messages") {
        @Override
        String run(List<String> words, Settings.Storage storage) {
            return inArchive(storage, archive -> archive.load(words.get(0), Path.of(words.get(1))))
                    + " messages imported into room " + words.get(0);
        }
    },
    EXPORT_PERSON(List.of("MEMBER-ID", "FILE"), "write all that a person wrote to a new file of JSON lines") {
        @Override
        String run(List<String> words, Settings.Storage storage) {
            try (Database database = beside(storage)) {
                long lines = new PersonExport(database, words.get(0)).writeTo(Path.of(words.get(1)));
                return lines + " entries of member " + words.get(0) + " exported to " + words.get(1);
            }
        }
    },
    ERASE_PERSON(List.of("MEMBER-ID"), "remove a person from all rooms; a server on SQLite must be stopped") {
        @Override
        String run(List<String> words, Settings.Storage storage) {
            try (Database database = alone(storage)) {
                Lanes unused = lane -> null; // the index only forgets; the next server adds what is new
                Indexer index = new Indexer(StoreLanes.of(database, unused, unused, System::nanoTime));
                return new PersonErasure(
                                database, List.of(index), storage.legalHold().in(database), words.get(0))
                        .run(Instant.now());
            }
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
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The number of arguments. */
    int arity() {
        return words.size();
    }

    String help() {
        return String.format(Locale.ROOT, "  %-30s %s", word() + " " + String.join(" ", words), description);
    }

    /**
     * Runs the tool.
     *
     * @return the message to print
     * @throws StoreException if the tool fails
     */
    abstract String run(List<String> words, Settings.Storage storage);

    private static void requireSqlite(Settings.Storage storage, String instead) {
        if (storage.url() != null) {
            throw new StoreException("This tool works on SQLite only; for PostgreSQL use " + instead, null);
        }
    }

    private static long inArchive(Settings.Storage storage, Function<Archive, Long> work) {
        try (Database database = beside(storage)) {
            Lanes unused = lane -> null; // the memberships are stored with the import
            return work.apply(
                    new Archive(database, new Memberships(StoreLanes.of(database, unused, unused, System::nanoTime))));
        }
    }

    /** Opens the store beside a server that may run. */
    private static Database beside(Settings.Storage storage) {
        return storage.url() == null
                ? Database.sqliteBeside(storage.data(), storage.connections(), Parley.plainThreads())
                : postgres(storage);
    }

    /** Opens the store; a SQLite file must not be in use. */
    private static Database alone(Settings.Storage storage) {
        return storage.url() == null
                ? Database.existingSqlite(storage.data(), storage.connections(), Parley.plainThreads())
                : postgres(storage);
    }

    private static Database postgres(Settings.Storage storage) {
        return Database.postgres(
                storage.url(),
                storage.user(),
                storage.password(),
                storage.connections(),
                Parley.plainThreads(),
                Duration.ZERO);
    }
}

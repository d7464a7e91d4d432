package chat.parley.bench.peer;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Packs {@link PlainEndpoint} into an otherwise empty WAR; containers find the endpoint by its annotation. */
public final class PlainWar {
    private PlainWar() {}

    /** Writes the WAR and overwrites an older one. */
    public static Path write(Path war) throws IOException {
        Files.createDirectories(war.toAbsolutePath().getParent());
        String endpoint = PlainEndpoint.class.getName().replace('.', '/') + ".class";
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(war));
                InputStream compiled = PlainWar.class.getResourceAsStream("/" + endpoint)) {
            if (compiled == null) {
                throw new FileNotFoundException(endpoint);
            }
            zip.putNextEntry(new ZipEntry("WEB-INF/classes/" + endpoint));
            compiled.transferTo(zip);
            zip.closeEntry();
        }
        return war;
    }
}

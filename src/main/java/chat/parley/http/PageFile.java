package chat.parley.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/** A file of the page in the forms in which it goes out. Immutable. */
final class PageFile {
    private static final int COMPRESS_FROM = 1_024;
    private static final List<String> COMPRESSIBLE = List.of("text/", "image/svg+xml", "application/json", "application/manifest+json");
    private static final String GZIP = "gzip";

    private final String type;
    private final byte[] content;
    private final String tag;
    /** Null where compressing it gains nothing. */
    private final byte[] compressed;
    private final String compressedTag;

    PageFile(String type, byte[] content) {
        this.type = type;
        this.content = content;
        this.tag = EntityTag.of(content, "");
        byte[] smaller = COMPRESSIBLE.stream().anyMatch(type::startsWith) && content.length >= COMPRESS_FROM ? compress(content) : content;
        this.compressed = smaller.length < content.length ? smaller : null;
        this.compressedTag = EntityTag.of(content, "-" + GZIP);
    }

    private static byte[] compress(byte[] content) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail like this
        }
        return compressed.toByteArray();
    }

    /**
     * @param known the values of {@code If-None-Match}
     * @param encodings the values of {@code Accept-Encoding}
     */
    PageFiles.Answer answer(List<String> known, List<String> encodings) {
        boolean small = compressed != null && acceptsGzip(encodings);
        String itsTag = small ? compressedTag : tag;
        Map<String, String> headers = new TreeMap<>(Map.of("ETag", itsTag));
        if (compressed != null) {
            headers.put("Vary", "Accept-Encoding");
        }
        if (EntityTag.isKnown(itsTag, known)) {
            return new PageFiles.Answer(PageFiles.NOT_MODIFIED, null, headers, new byte[0]);
        }
        if (small) {
            headers.put("Content-Encoding", GZIP);
        }
        return new PageFiles.Answer(PageFiles.OK, type, headers, small ? compressed : content);
    }

    /** Whether a list such as {@code br, gzip;q=0.5} has gzip in it, with any weight but 0 (RFC 9110, 12.5.3). */
    private static boolean acceptsGzip(List<String> encodings) {
        boolean any = false;
        for (String coding : String.join(",", encodings).split(",")) {
            String[] parts = coding.split(";", 2);
            boolean wanted = parts.length == 1 || !parts[1].replace(" ", "").matches("(?i)q=0(\\.0*)?");
            if (parts[0].strip().equalsIgnoreCase(GZIP)) {
                return wanted;
            }
            any |= parts[0].strip().equals("*") && wanted;
        }
        return any;
    }
}

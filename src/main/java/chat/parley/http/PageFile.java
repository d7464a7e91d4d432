package chat.parley.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** A static file in the encodings it is sent in. Immutable. */
final class PageFile {
    private static final int MIN_COMPRESSED_SIZE = 1_024;
    private static final List<String> COMPRESSIBLE =
            List.of("text/", "image/svg+xml", "application/json", "application/manifest+json");
    private static final String GZIP = "gzip";

    private final String type;
    private final byte[] content;
    private final String tag;
    /** Null if compression saves nothing. */
    private final byte[] compressed;

    private final String compressedTag;

    PageFile(String type, byte[] content) {
        this.type = type;
        this.content = content;
        this.tag = EntityTag.of(content, "");
        byte[] smaller = COMPRESSIBLE.stream().anyMatch(type::startsWith) && content.length >= MIN_COMPRESSED_SIZE
                ? compress(content)
                : content;
        this.compressed = smaller.length < content.length ? smaller : null;
        this.compressedTag = EntityTag.of(content, "-" + GZIP);
    }

    private static byte[] compress(byte[] content) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(compressed) {
            {
                def.setLevel(Deflater.BEST_COMPRESSION); // done once
            }
        }) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // cannot happen in memory
        }
        return compressed.toByteArray();
    }

    /**
     * @param known the values of {@code If-None-Match}
     * @param encodings the values of {@code Accept-Encoding}
     */
    PageResponse answer(List<String> known, List<String> encodings) {
        boolean useGzip = compressed != null && acceptsGzip(encodings);
        String etag = useGzip ? compressedTag : tag;
        Map<String, String> headers = new TreeMap<>(Map.of("ETag", etag));
        if (compressed != null) {
            headers.put("Vary", "Accept-Encoding");
        }
        if (EntityTag.isKnown(etag, known)) {
            return new PageResponse(PageResponse.NOT_MODIFIED, null, headers, new byte[0]);
        }
        if (useGzip) {
            headers.put("Content-Encoding", GZIP);
        }
        return new PageResponse(PageResponse.OK, type, headers, useGzip ? compressed : content);
    }

    /** Whether a list such as {@code br, gzip;q=0.5} accepts gzip, which any weight but 0 does (RFC 9110, 12.5.3). */
    private static boolean acceptsGzip(List<String> encodings) {
        boolean anyAccepted = false;
        for (String coding : String.join(",", encodings).split(",")) {
            String[] parts = coding.split(";", 2);
            boolean wanted = parts.length == 1 || !parts[1].replace(" ", "").matches("(?i)q=0(\\.0*)?");
            if (parts[0].strip().equalsIgnoreCase(GZIP)) {
                return wanted;
            }
            anyAccepted |= parts[0].strip().equals("*") && wanted;
        }
        return anyAccepted;
    }
}

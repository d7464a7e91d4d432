package chat.parley.sdk;

import java.util.List;

/** A part of a room's audit log, newest first. @param more whether there are older entries */
public record AuditPage(List<RoomEntry> entries, boolean more) {
    public AuditPage {
        entries = List.copyOf(entries);
    }
}

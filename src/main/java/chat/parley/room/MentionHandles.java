package chat.parley.room;

import chat.parley.event.Body;
import chat.parley.event.Member;
import chat.parley.search.Mentions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The members in one room by their mention handles, so that mentions also reach members without stored membership.
 * Confined to the room's lane.
 */
final class MentionHandles {
    /** Maximum number of sessions looked up per handle. */
    private static final int MAX_PER_HANDLE = 50;

    private record Here(String handle, Member member) {}

    private final Map<Session, Here> sessions = new HashMap<>();
    private final Map<String, Map<Session, Member>> byHandle = new HashMap<>();

    void add(Session session) {
        remove(session); // the name may have changed
        Here here = new Here(Mentions.handle(session.member().name()), session.member());
        sessions.put(session, here);
        byHandle.computeIfAbsent(here.handle(), missing -> new LinkedHashMap<>())
                .put(session, here.member());
    }

    void remove(Session session) {
        Here here = sessions.remove(session);
        if (here != null) {
            byHandle.computeIfPresent(
                    here.handle(), (handle, there) -> there.remove(session) != null && there.isEmpty() ? null : there);
        }
    }

    /** Members in the room whose handles occur in the text. */
    List<Member> mentionedIn(Body body) {
        String text = body.prose();
        List<Member> found = new ArrayList<>();
        if (text != null && text.indexOf('@') >= 0) {
            for (String handle : Mentions.in(text).handles()) {
                byHandle.getOrDefault(handle, Map.of()).values().stream()
                        .limit(MAX_PER_HANDLE)
                        .forEach(found::add);
            }
        }
        return found;
    }
}

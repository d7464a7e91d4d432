package chat.parley.search;

import chat.parley.event.Member;
import chat.parley.event.Mention;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who is named in a text: an {@code @} that begins a word, and after it a whole name, whatever its case and accents and the
 * signs between its words. Of several names that begin at one place the longest one counts; of names that differ in signs
 * alone, the one whose signs are written. This is the only rule for mentions: what it finds when a message is posted is
 * stored with it.
 */
public final class Mentions {
    /** How many places a text may have, and how many are named by each: more is noise. */
    private static final int PLACES = 50;
    private static final int NAMESAKES = 50;
    private static final int HANDLES = 1_000;
    /** How many UTF-16 units a name may need, with marks and whatever is between its words. */
    private static final int REACH = 4 * 64 + 4;

    /** How many signs a name may begin with, or consist of. */
    private static final int SIGNS = 72;
    /** How far before the sign a web address is looked for. */
    private static final int ADDRESS = 300;

    /** @param rest what follows the sign, as far as a name may reach */
    private record Place(int start, String rest, List<Word> words) {}

    private final List<Place> places = new ArrayList<>();
    private final Set<String> handles = new LinkedHashSet<>();

    private Mentions() {}

    /** Where somebody may be named in the text. */
    public static Mentions in(String text) {
        Mentions mentions = new Mentions();
        for (int at = text.indexOf('@'); at >= 0 && mentions.places.size() < PLACES; at = text.indexOf('@', at + 1)) {
            if (begins(text, at)) {
                mentions.add(at, text.substring(at + 1, Math.min(text.length(), at + 1 + REACH)));
            }
        }
        return mentions;
    }

    /** Under what a member of this name is looked up. */
    public static String handle(String name) {
        return Spelling.of(name).handle();
    }

    /** Not in the middle of a word, as in a mail address, nor in a web address. */
    private static boolean begins(String text, int at) {
        if (at == 0) {
            return true;
        }
        int before = text.codePointBefore(at);
        if (Character.isLetterOrDigit(before) || Folding.isMark(before)) {
            return false;
        }
        int start = at;
        while (start > 0 && at - start < ADDRESS && text.charAt(start - 1) > ' ' && text.charAt(start - 1) < 0x7f && "<>\"".indexOf(text.charAt(start - 1)) < 0) {
            start--;
        }
        return !text.substring(start, at).contains("://");
    }

    private void add(int at, String rest) {
        List<Word> words = Words.in(rest);
        places.add(new Place(at, rest, words));
        int beginning = words.isEmpty() ? rest.length() : words.get(0).start();
        for (int end = 1; end <= Math.min(beginning, SIGNS) && !Character.isWhitespace(rest.charAt(end - 1)) && handles.size() < HANDLES; end++) {
            if (!Character.isHighSurrogate(rest.charAt(end - 1))) { // no store takes half a character
                handles.add(Spelling.signs(rest.substring(0, end)));
            }
        }
        StringBuilder handle = new StringBuilder();
        for (Word word : words) {
            handle.append(handle.isEmpty() ? "" : " ").append(word.letters());
            if (handle.length() > REACH || handles.size() >= HANDLES) {
                break;
            }
            handles.add(handle.toString());
        }
    }

    /** The {@link #handle handles} that those who are named can have. */
    public Set<String> handles() {
        return handles;
    }

    /** Who of these people is named where, in the order of the text; null where nobody is. */
    public List<Mention> of(Collection<Member> people) {
        if (people.isEmpty() || places.isEmpty()) {
            return null;
        }
        Map<String, Spelling> spellings = new HashMap<>();
        people.forEach(member -> spellings.computeIfAbsent(member.name(), Spelling::of));
        List<Mention> found = new ArrayList<>();
        int end = 0;
        for (Place place : places) {
            Mention mention = place.start() < end ? null : at(place, people, spellings);
            if (mention != null) {
                found.add(mention);
                end = mention.end();
            }
        }
        return found.isEmpty() ? null : List.copyOf(found);
    }

    private static Mention at(Place place, Collection<Member> people, Map<String, Spelling> spellings) {
        Spelling.End best = null;
        Set<String> members = new LinkedHashSet<>();
        Map<String, Spelling.End> ends = new HashMap<>();
        spellings.forEach((name, spelling) -> ends.put(name, spelling.endIn(place.rest(), place.words())));
        for (Member member : people) {
            Spelling.End end = ends.get(member.name());
            if (end == null || best != null && isBetter(best, end)) {
                continue;
            }
            if (best == null || isBetter(end, best)) {
                best = end;
                members.clear();
            }
            if (members.size() < NAMESAKES) {
                members.add(member.id());
            }
        }
        return best == null ? null : new Mention(place.start(), place.start() + 1 + best.at(), List.copyOf(members));
    }

    private static boolean isBetter(Spelling.End one, Spelling.End other) {
        return one.at() != other.at() ? one.at() > other.at() : one.exact() && !other.exact();
    }
}

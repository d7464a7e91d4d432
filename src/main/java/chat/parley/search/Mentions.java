package chat.parley.search;

import chat.parley.event.Member;
import chat.parley.event.Mention;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds mentions in a text: an {@code @} at the start of a word, followed by a whole name. Case, accents and the signs
 * between the words of the name do not matter. Of several names at one place, the longest counts; of names that differ
 * only in signs, the one whose signs are written. No other code decides about mentions: the result is stored with the
 * message.
 */
public final class Mentions {
    /** Maximum number of mentions in a text, and of members with the same name in each. */
    private static final int MAX_PLACES = 50;

    private static final int MAX_NAMESAKES = 50;
    private static final int MAX_HANDLES = 1_000;
    /** UTF-16 units that a name can take up, with marks and everything between its words. */
    private static final int REACH = 4 * 64 + 4;

    /** Maximum number of signs at the start of a name, or in a name without letters. */
    private static final int SIGNS = 72;
    /** How far before the {@code @} to look for a web address. */
    private static final int ADDRESS = 300;

    /** Scripts in which a mention may follow a word without a space. */
    private static final Set<Character.UnicodeScript> UNSPACED = EnumSet.of(
            Character.UnicodeScript.HAN,
            Character.UnicodeScript.HIRAGANA,
            Character.UnicodeScript.KATAKANA,
            Character.UnicodeScript.HANGUL,
            Character.UnicodeScript.THAI,
            Character.UnicodeScript.LAO,
            Character.UnicodeScript.KHMER,
            Character.UnicodeScript.MYANMAR);
    /** The prolonged sound mark, which several scripts share. */
    private static final int PROLONGED = 0x30FC;

    /** @param rest the text after the {@code @}, as far as a name can reach */
    private record Candidate(int start, String rest, List<Word> words) {}

    private final List<Candidate> places = new ArrayList<>();
    private final Set<String> handles = new LinkedHashSet<>();

    private Mentions() {}

    /** Finds the places in the text that can be mentions. */
    public static Mentions in(String text) {
        Mentions mentions = new Mentions();
        for (int at = text.indexOf('@');
                at >= 0 && mentions.places.size() < MAX_PLACES;
                at = text.indexOf('@', at + 1)) {
            if (canBegin(text, at)) {
                mentions.add(at, text.substring(at + 1, Math.min(text.length(), at + 1 + REACH)));
            }
        }
        return mentions;
    }

    /** The key by which a member of this name is looked up. */
    public static String handle(String name) {
        return Spelling.of(name).handle();
    }

    /** Whether a mention can begin here: not within a word, as in a mail address, nor within a web address. */
    private static boolean canBegin(String text, int at) {
        if (at == 0) {
            return true;
        }
        int end = at;
        while (end > 0 && Folding.isMark(text.codePointBefore(end))) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        int before = end == 0 ? ' ' : text.codePointBefore(end);
        if (end == 0
                || Character.isLetterOrDigit(before) && !isUnspaced(before)
                || end < at && !Character.isLetter(before)) {
            return false;
        }
        int start = at;
        while (start > 0
                && at - start < ADDRESS
                && text.charAt(start - 1) > ' '
                && text.charAt(start - 1) < 0x7f
                && "<>\"".indexOf(text.charAt(start - 1)) < 0) {
            start--;
        }
        return !text.substring(start, at).contains("://");
    }

    /** Whether the letter's script has no spaces between words, or none before words that are added. */
    private static boolean isUnspaced(int letter) {
        return UNSPACED.contains(Character.UnicodeScript.of(letter)) || letter == PROLONGED;
    }

    private void add(int at, String rest) {
        List<Word> words = Words.in(rest);
        places.add(new Candidate(at, rest, words));
        int beginning = words.isEmpty() ? rest.length() : words.get(0).start();
        for (int end = 1;
                end <= Math.min(beginning, SIGNS)
                        && !Character.isWhitespace(rest.charAt(end - 1))
                        && handles.size() < MAX_HANDLES;
                end++) {
            if (!Character.isHighSurrogate(rest.charAt(end - 1))) { // databases reject half a character
                handles.add(Spelling.signs(rest.substring(0, end)));
            }
        }
        StringBuilder handle = new StringBuilder();
        for (Word word : words) {
            handle.append(handle.isEmpty() ? "" : " ").append(word.letters());
            if (handle.length() > REACH || handles.size() >= MAX_HANDLES) {
                break;
            }
            handles.add(handle.toString());
        }
    }

    /** The {@linkplain #handle handles} of the names that may be mentioned. */
    public Set<String> handles() {
        return handles;
    }

    /** The mentions of these people, in the order of the text; null if there are none. */
    public List<Mention> resolve(Collection<Member> people) {
        if (people.isEmpty() || places.isEmpty()) {
            return null;
        }
        Map<String, Spelling> spellings = new HashMap<>();
        people.forEach(member -> spellings.computeIfAbsent(member.name(), Spelling::of));
        List<Mention> found = new ArrayList<>();
        int end = 0;
        for (Candidate place : places) {
            Mention mention = place.start() < end ? null : at(place, people, spellings);
            if (mention != null) {
                found.add(mention);
                end = mention.end();
            }
        }
        return found.isEmpty() ? null : List.copyOf(found);
    }

    private static Mention at(Candidate place, Collection<Member> people, Map<String, Spelling> spellings) {
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
            if (members.size() < MAX_NAMESAKES) {
                members.add(member.id());
            }
        }
        return best == null ? null : new Mention(place.start(), place.start() + 1 + best.at(), List.copyOf(members));
    }

    private static boolean isBetter(Spelling.End one, Spelling.End other) {
        return one.at() != other.at() ? one.at() > other.at() : one.exact() && !other.exact();
    }
}

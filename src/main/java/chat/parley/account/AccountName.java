package chat.parley.account;

import chat.parley.event.Member;
import chat.parley.event.Refusal;
import chat.parley.event.RoomKey;
import chat.parley.identity.Likeness;
import java.util.Map;
import java.util.stream.IntStream;

/** The names of accounts. They are unique without regard to case and to letters of other scripts that look alike. */
final class AccountName {
    /**
     * Cyrillic and Greek letters that look like a Latin one, in either case. They come before those of UTS #39, which has
     * other letters for some.
     */
    private static final Map<Character, Character> LOOKALIKES = Map.ofEntries(
            Map.entry('а', 'a'),
            Map.entry('в', 'b'),
            Map.entry('с', 'c'),
            Map.entry('ԁ', 'd'),
            Map.entry('е', 'e'),
            Map.entry('һ', 'h'),
            Map.entry('н', 'h'),
            Map.entry('і', 'i'),
            Map.entry('ј', 'j'),
            Map.entry('к', 'k'),
            Map.entry('ӏ', 'l'),
            Map.entry('м', 'm'),
            Map.entry('о', 'o'),
            Map.entry('р', 'p'),
            Map.entry('ԛ', 'q'),
            Map.entry('ѕ', 's'),
            Map.entry('т', 't'),
            Map.entry('ԝ', 'w'),
            Map.entry('х', 'x'),
            Map.entry('у', 'y'),
            Map.entry('ү', 'y'),
            Map.entry('α', 'a'),
            Map.entry('β', 'b'),
            Map.entry('ε', 'e'),
            Map.entry('η', 'h'),
            Map.entry('ι', 'i'),
            Map.entry('κ', 'k'),
            Map.entry('μ', 'm'),
            Map.entry('ν', 'n'),
            Map.entry('ο', 'o'),
            Map.entry('ρ', 'p'),
            Map.entry('τ', 't'),
            Map.entry('υ', 'y'),
            Map.entry('χ', 'x'),
            Map.entry('ζ', 'z'),
            Map.entry('ı', 'i'));

    /** The first character that is not in ASCII. */
    private static final int FIRST_OTHER = 0x80;

    private AccountName() {}

    /** @throws Refusal if it breaks the rules of names */
    static String valid(String name) {
        return Member.named("", "Name", name).name();
    }

    /** Names with the same key are the same name. @param name valid */
    static String keyOf(String name) {
        StringBuilder key = new StringBuilder();
        RoomKey.of(name).codePoints().forEach(c -> key.appendCodePoint(shared(c)));
        return key.toString();
    }

    /** The Latin letter that the character looks like in either case, or the character. */
    private static int shared(int c) {
        if (c < FIRST_OTHER) {
            return c; // l, I and 1 are letters of different names
        }
        Character known = Character.isBmpCodePoint(c) ? LOOKALIKES.get((char) c) : null;
        return known != null
                ? known
                : IntStream.of(c, Character.toUpperCase(c))
                        .mapToObj(one -> Likeness.skeleton(Character.toString(one)))
                        .filter(like -> like.matches("[A-Za-z]"))
                        .mapToInt(like -> Character.toLowerCase(like.charAt(0)))
                        .findFirst()
                        .orElse(c);
    }
}

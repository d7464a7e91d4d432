package chat.parley.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Splitting into words; {@code search.txt} tests what is found. */
class WordsTest {
    @Test
    void wordsContainNothingButLetters() {
        List<String> odd = characters()
                .mapToObj(c -> Character.toString(c) + " " + Character.toString(c) + "a")
                .flatMap(text -> Words.of(text).stream())
                .distinct()
                .filter(word -> word.isEmpty()
                        || word.chars()
                                .anyMatch(c -> c < 0x80 && !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9')
                                        || Character.isWhitespace(c)
                                        || Character.isSpaceChar(c)))
                .toList();
        assertEquals(List.of(), odd);
    }

    /** Except the Greek iota subscript: an accent on a small letter, but a letter of its own after a capital. */
    @Test
    void caseAndAccentFormsDoNotMatter() {
        List<String> odd = characters()
                .filter(Character::isLetter)
                .mapToObj(Character::toString)
                .filter(letter -> !(Words.of(letter).equals(Words.of(letter.toLowerCase(Locale.ROOT)))
                        && Words.of(letter)
                                .equals(Words.of(letter.toUpperCase(Locale.ROOT)
                                        .replaceFirst(
                                                letter.codePointAt(0) >= 0x1F80 && letter.codePointAt(0) < 0x2000
                                                        ? "(?<=.)Ι$"
                                                        : "^$",
                                                "")))
                        && Words.of(letter).equals(Words.of(Normalizer.normalize(letter, Normalizer.Form.NFD)))
                        && Words.of(letter).equals(Words.of(Normalizer.normalize(letter, Normalizer.Form.NFC)))))
                .toList();
        assertEquals(List.of(), odd);
    }

    @Test
    void splittingAWordReturnsTheWord() {
        List<String> odd = characters()
                .mapToObj(Character::toString)
                .map(Words::of)
                .filter(words -> !Words.of(String.join(" ", words)).equals(words))
                .map(words -> String.join(" ", words))
                .distinct()
                .toList();
        assertEquals(List.of(), odd);
    }

    /** All assigned characters of this Java version, but only each hundredth of the plain ideographs. */
    private static IntStream characters() {
        return IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(c -> c % 100 == 0
                        || Character.isDefined(c)
                                && Character.getType(c) != Character.PRIVATE_USE
                                && !isPlainIdeograph(c));
    }

    private static boolean isPlainIdeograph(int c) {
        return Character.isIdeographic(c) && Normalizer.isNormalized(Character.toString(c), Normalizer.Form.NFD);
    }

    @Test
    void everyWordHasItsPlaceInTheText() {
        Random random = new Random(5);
        int[] interesting = "aAß-é\u0301\u0345\u200D\uFE0F 部か\u3099ｶﾞ한\u1112\u1161\u11ABที่نَ🎉👩🏽🇩½ﷺ\uD800\uDC00\"*:"
                .codePoints()
                .toArray();
        for (int i = 0; i < 20_000; i++) {
            String text = IntStream.range(0, random.nextInt(12))
                    .mapToObj(j -> Character.toString(interesting[random.nextInt(interesting.length)]))
                    .collect(Collectors.joining());
            int last = 0;
            for (Word word : Words.in(text)) {
                assertTrue(
                        word.start() >= 0
                                && word.start() < word.end()
                                && word.end() <= text.length()
                                && word.end() >= last,
                        () -> word + " of " + text);
                assertTrue(
                        Words.of(text.substring(word.start(), word.end())).contains(word.letters()),
                        () -> word + " of " + text);
                last = word.end();
            }
        }
    }

    @Test
    void aDecomposedTextHasTheSameWords() {
        for (String text : List.of(
                "Übergrößenträger", "서버를 배포했습니다", "ガギグゲゴ パピプ", "Đà Nẵng triển khai", "हिन्दी क़लम", "Ёжик й", "ΐ Ώ")) {
            assertEquals(Words.of(text), Words.of(Normalizer.normalize(text, Normalizer.Form.NFD)));
        }
    }
}

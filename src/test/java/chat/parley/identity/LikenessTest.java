package chat.parley.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.text.Normalizer;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LikenessTest {
    private static boolean areAlike(String one, String other) {
        return !Collections.disjoint(Likeness.of(one), Likeness.of(other));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "Mira Okafor|Mira Okafor",
                "Mira Okafor|mira okafor",
                "Mira Okafor|MIRA OKAFOR",
                "Mira Okafor|MiraOkafor",
                "Mira Okafor|Mira  Okafor",
                "Mira Okafor|Mira.Okafor",
                "Mira Okafor|mira_okafor",
                "Mira Okafor|Mira-Okafor!",
                "Mira Okafor|'Mira Okafor'",
                "Mira Okafor|M1ra  Okafor",
                "Mira Okafor|Mira 0kafor",
                "Mira Okafor|Mıra Okafor",
                "Mira Okafor|Міra Okafor",
                "Mira Okafor|Mirа Оkаfоr",
                "Mira Okafor|Μira Οkafor",
                "Ian|lan",
                "Ian|1an",
                "Ian|ian",
                "James|Jarnes",
                "JAMES|Jarnes",
                "Chloe|Сhlое",
                "Paul|РАUL",
                "Søren|søren",
                "José|JOSÉ",
                "Straße|STRASSE",
                "Нина|HИHA",
                "Ольга|0льга",
                "Αθηνά|αθηνά",
                "عمر|عمر.",
                "八木|ハ木",
                "二郎|ニ郎",
                "工藤|エ藤",
                "土井|士井",
                "🦊 Fox|🦊Fox",
                "...|…"
            })
    void lookalikes(String one, String other) {
        assertTrue(areAlike(one, other), one + " and " + other);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Mira|Mara",
                "Mira|Mirja",
                "Mira Okafor|Mira Okafor 2",
                "Mira Okafor|Okafor Mira",
                "Mira Okafor|Mira",
                "Mario|Marlo",
                "Ali|Ally",
                "Jose|José",
                "Anna|Hanna",
                "Jan|Jane",
                "Müller|Muller",
                "Мира|Mira",
                "Нина|Нино",
                "Ольга|Олег",
                "Ελένη|Ελενα",
                "محمد|محمود",
                "عمر|عمرو",
                "سارة|سمير",
                "דנה|דניאל",
                "王伟|王芳",
                "田中|由中",
                "李娜|李那",
                "さくら|さくや",
                "ハナ|バナ",
                "김민수|김민지",
                "प्रिया|प्रीति",
                "สมชาย|สมหญิง",
                "🦊|🐺",
                "👩‍💻|👨‍💻",
                "🇩🇪|🇫🇷",
                "...|---"
            })
    void innocentNames(String one, String other) {
        assertFalse(areAlike(one, other), one + " and " + other);
    }

    @Test
    void aSkeletonIsThatOfTheUnicodeStandard() {
        List<String> wrong = ConfusableList.characters()
                .mapToObj(Character::toString)
                .filter(each -> !ConfusableList.skeleton(each).isEmpty())
                .filter(each -> Normalizer.isNormalized(each, Normalizer.Form.NFKC))
                .map(each -> "a" + each + "e")
                .filter(each -> !Likeness.skeleton(each).equals(ConfusableList.skeleton(each)))
                .toList();
        assertEquals(List.of(), wrong);
    }

    @Test
    void theListIsWhatTheLibraryHas() throws IOException {
        assertEquals(ConfusableList.text(), Files.readString(ConfusableList.FILE));
    }
}

package chat.parley.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.event.Command;
import chat.parley.event.Member;
import chat.parley.event.Mention;
import chat.parley.event.Refusal;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mentions, for names of all kinds. */
class MentionsTest {
    private static final List<String> SCRIPTS = List.of(
            "Søren",
            "Weiß",
            "Ærøskøbing",
            "Łukasz Żółć",
            "Ngô Thị Đào",
            "İsmail Çelik",
            "Ιωάννης Σαπφώς",
            "Юлия Ёлкина",
            "Հայկ",
            "გიორგი",
            "王小明",
            "김민수",
            "さくら かな",
            "ガギグゲゴ",
            "ﾌｧﾐﾘｱ",
            "สมชาย ใจดี",
            "ລາວ",
            "မြန်မာ",
            "ខ្មែរ",
            "नरेन्द्र मोदी",
            "শাহরুখ",
            "தமிழ்",
            "محمد العربي",
            "شهرزاد",
            "יִשְׂרָאֵל",
            "ሰላም",
            "ᏣᎳᎩ",
            "😀",
            "👩\u200d💻",
            "Mira 👩\u200d💻 Okafor",
            "🇩🇪",
            "½",
            "№ 5",
            "…",
            "→",
            "!!!",
            "***",
            "Dr. J. R. Müller-Lüdenscheidt III",
            "7",
            "x");

    private static Member member(String name) {
        return new Member(
                "id of " + name.hashCode(),
                Command.Hello.guest(null, name, null).name());
    }

    private static List<String> named(String text, Member... members) {
        List<Mention> mentions = Mentions.in(text).resolve(List.of(members));
        return mentions == null
                ? List.of()
                : mentions.stream()
                        .map(mention -> text.substring(mention.start(), mention.end()) + " "
                                + Stream.of(members)
                                        .filter(member -> mention.members().contains(member.id()))
                                        .map(Member::name)
                                        .collect(Collectors.joining(",")))
                        .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '$', textBlock = """
            C++         | @c is fine      | @c
            C++         | @C++ is fine    | @C++
            Søren       | @Soren          | @Soren
            Weiß        | @WEISS          | @WEISS
            O'Neil      | @O’Neil         | @O’Neil
            김민수      | @김민수님        | @김민수
            王小明      | @王小明你好      | @王小明
            _bot_       | @_bot_ hi       | @_bot_
            _bot_       | @bot hi         | @bot
            !!!         | @!!!            | @!!!
            !!!         | ok @!!!, go     | @!!!
            Anne-Marie  | @Anne-Marie!    | @Anne-Marie
            Anne-Marie  | @anne marie     | @anne marie
            Anne-Marie  | (@ANNE–MARIE)   | @ANNE–MARIE
            Smith, John | @Smith, John    | @Smith, John
            J. R. Hart  | @j.r. hart      | @j.r. hart
            王小明      | 你好@王小明      | @王小明
            さくら      | ありがとう@さくらさん | @さくら
            Mira        | サーバー@Mira    | @Mira
            김민수      | 안녕@김민수       | @김민수
            สมชาย       | สวัสดี@สมชาย     | @สมชาย
            ဦးမြ        | ကျေးဇူး@ဦးမြ    | @ဦးမြ
            """)
    void aNameIsFound(String name, String text, String found) {
        assertEquals(List.of(found + " " + name), named(text, member(name)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '$', textBlock = """
            Ana        | @Anabel
            Ana        | x@ana
            Ana        | é@ana
            Ana        | 你好x@ana
            Ana        | ж@ana
            Ana        | @ Ana
            Ana        | Ana
            Ana        | @(Ana)
            Anne Marie | @Anne
            Anne Marie | @Anne, Marie is late
            Anne Marie | @AnneMarie
            Anne Marie | @Anne\\nMarie
            Mira       | https://example.org/@mira/1
            Mira       | https://example.org/?user=@mira
            bot        | @_bot_
            !!!        | @!!
            !!!        | @!!!a
            """)
    void otherTextIsNoMention(String name, String text) {
        assertEquals(List.of(), named(text.replace("\\n", "\n"), member(name)));
    }

    @Test
    void theLongestNameWinsThenTheOneWhoseSignsAreWritten() {
        Member[] all = Stream.of("Max", "Max Weber", "C", "C++", "C#")
                .map(MentionsTest::member)
                .toArray(Member[]::new);
        assertEquals(
                List.of("@Max Weber Max Weber", "@max Max", "@C# C#", "@C++ C++", "@c C"),
                named("@Max Weber, @max, @C#, @C++ and @c", all));
        assertEquals(List.of("@c C++,C#"), named("@c is fine", member("C++"), member("C#")), "either may be meant");
    }

    @Test
    void handlesAreBoundedAndCanBeStored() {
        for (String text :
                List.of("@\ud835\udec1\ud835\udec1", "@", "x://", "@王", "@a ", "@😀", "@!\ud835\udec1").stream()
                        .map(each -> each.repeat(8_000).substring(0, 8_000))
                        .toList()) {
            Mentions mentions = Mentions.in(text);
            assertTrue(mentions.handles().size() <= 1_000, text.substring(0, 10));
            assertEquals(
                    List.of(),
                    mentions.handles().stream()
                            .filter(handle -> !handle.equals(
                                    new String(handle.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)))
                            .toList());
        }
    }

    @Test
    void namesakesAreAllMentioned() {
        List<Mention> mentions = Mentions.in("hi @mira")
                .resolve(List.of(new Member("1", "Mira"), new Member("2", "mirA"), new Member("1", "Mira")));
        assertEquals(List.of(new Mention(3, 8, List.of("1", "2"))), mentions);
    }

    /** Names with every ASCII sign in every place, and in many scripts. */
    private static List<String> names() {
        List<String> names = new ArrayList<>(SCRIPTS);
        IntStream.rangeClosed(' ', '~')
                .mapToObj(Character::toString)
                .forEach(sign -> names.addAll(List.of(
                        sign,
                        sign + sign + sign,
                        sign + "Ana",
                        "Ana" + sign,
                        "Ana" + sign + "Li",
                        "Ana " + sign + " Li",
                        sign + "Ana" + sign,
                        "王" + sign + "明",
                        "Ana" + sign + "7")));
        return names.stream().filter(MentionsTest::isName).distinct().toList();
    }

    private static boolean isName(String name) {
        try {
            member(name);
            return true;
        } catch (Refusal e) {
            return false;
        }
    }

    @Test
    void everyNameCanBeMentioned() {
        List<String> missed = new ArrayList<>();
        List<String> names = names();
        assertTrue(names.size() > 800, names.size() + " names");
        for (String typed : names) {
            Member member = member(typed);
            String name = member.name();
            for (String form : List.of(
                    name,
                    Normalizer.normalize(name, Normalizer.Form.NFD),
                    name.toUpperCase(Locale.ROOT),
                    name.toLowerCase(Locale.ROOT))) {
                for (String text : List.of("@%s", "hi @%s", "(@%s)", "@%s, hi", "@%s\nhi", "@%s @%s", "- @%s: hi")) {
                    if (!isFound(member, form, text)) {
                        missed.add(text.replace("%s", form));
                    }
                }
            }
            assertNull(Mentions.in("hi " + name).resolve(List.of(member("Nobody Else"))));
        }
        assertEquals(List.of(), missed);
    }

    private static boolean isFound(Member member, String form, String text) {
        String said = text.replace("%s", form);
        Mentions mentions = Mentions.in(said);
        List<Mention> found = mentions.resolve(List.of(member));
        int at = said.indexOf('@');
        return mentions.handles().contains(Mentions.handle(member.name()))
                && found != null
                && found.get(0).start() == at
                && found.get(0).end() == at + 1 + form.length();
    }
}

package chat.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Hosts;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Takes the screenshots of the documentation: {@code docs/images/take}. */
final class Pictures {
    private static final Path FOLDER = Path.of("docs", "images");
    private static final String ROOM = "platform";
    private static final List<String> ELSEWHERE = List.of("design-review", "releases");

    private final Host host;
    private final Chromium chromium;

    private Pictures(Host host, Chromium chromium) {
        this.host = host;
        this.chromium = chromium;
    }

    public static void main(String[] arguments) {
        try (Host host = Hosts.fresh(Map.of());
                Chromium chromium = Chromium.launch()) {
            new Pictures(host, chromium).take();
        }
    }

    private void take() {
        Visitor jonas = come(desk(ColorScheme.LIGHT)).open(ROOM).as("Jonas Lindqvist");
        topic(jonas);
        Visitor amara = come(desk(ColorScheme.LIGHT)).open(ROOM).as("Amara Diallo");
        Visitor lea = come(desk(ColorScheme.LIGHT)).open("general").as("Lea Brandt");
        for (String room : ELSEWHERE) {
            lea.open(room).connected();
            assertThat(lea.room(room)).isVisible();
        }
        lea.open(ROOM).connected();
        elsewhere(amara);
        RoomTools.of(amara).choose("Lea Brandt", "Send message");
        assertThat(RoomTools.of(amara).heading()).hasText("Direct message: Lea Brandt");
        amara.say("Shall we look at the release notes together?");
        assertThat(RoomTools.of(lea).direct("Amara Diallo").locator(".badge")).isVisible();
        amara.room(ROOM).click();
        jonas.say(
                "Anyone else getting `400` instead of `101 Switching Protocols` through the new proxy? Direct to the node is fine. Ticket: https://northwind.example/ops/4127");
        amara.say(
                "That is the missing upgrade header. This is what we run:\n```nginx\nlocation /chat/ws {\n    proxy_pass          http://app_servers;\n    proxy_http_version  1.1;\n"
                        + "    proxy_set_header    Upgrade $http_upgrade;\n    proxy_set_header    Connection \"upgrade\";\n    proxy_read_timeout  75s;  # a ping every 25 s\n}\n```");
        assertThat(lea.messages()).hasCount(2);
        lea.tool(lea.message(3), "React");
        lea.emoji("👍").click();
        assertThat(jonas.reaction(jonas.message(3), "👍")).isVisible();
        jonas.reaction(jonas.message(3), "👍").click();
        assertThat(lea.reaction(lea.message(3), "👍")).containsText("2");
        jonas.say("Works, thanks! @Lea Brandt can you roll it to **node 2** as well? @Amara Diallo has node 1.");
        assertThat(lea.messages()).hasCount(3);
        lea.tool(lea.messages().last(), "Reply");
        lea.say("On it. Node 2 is drained, redeploying the WAR now 🎉");
        assertThat(amara.messages()).hasCount(4);
        amara.composer().pressSequentially("Node 1 is");
        assertThat(lea.page().getByText("is typing")).isVisible();
        shoot(lea, "talk");

        lea.search("node from:jonas");
        assertThat(lea.hits().first()).isVisible();
        shoot(lea, "search");

        Visitor phone = come(phone(ColorScheme.DARK)).open(ROOM).as("Mira Okafor");
        assertThat(phone.messages()).hasCount(4);
        shoot(phone, "talk-dark-phone");
        Visitor dark = come(desk(ColorScheme.DARK)).open(ROOM).as("Tomás Vega");
        assertThat(dark.messages()).hasCount(4);
        dark.composer().pressSequentially("Thanks @am");
        assertThat(dark.page().getByRole(AriaRole.OPTION).first()).isVisible();
        shoot(dark, "talk-dark");
    }

    /** Sets the topic with the client library, as another program of the member would. */
    private static void topic(Visitor visitor) {
        visitor.withClient(
                "const client = connect({ name: 'Northwind' }); const there = await client.join(room); await there.setTopic('Build, deploy and on-call for the app servers'); await client.close();",
                ROOM);
    }

    /** Creates other rooms with messages. */
    private static void elsewhere(Visitor visitor) {
        for (String room : ELSEWHERE) {
            visitor.withClient(
                    "const client = connect({ name: 'Northwind' }); const there = await client.join(room); await there.send('@Lea Brandt, release 4.2 is out'); await client.close();",
                    room);
        }
        visitor.withClient(
                "const client = connect({ name: 'Northwind' }); const there = await client.join(room); await there.send('And the notes, too'); await client.close();",
                "releases");
    }

    private Visitor come(NewContextOptions options) {
        return new Visitor(
                host, chromium.browser().newContext(options.setLocale("en-GB").setTimezoneId("Europe/Berlin")));
    }

    private static NewContextOptions desk(ColorScheme colors) {
        return new NewContextOptions()
                .setViewportSize(1440, 900)
                .setDeviceScaleFactor(2)
                .setColorScheme(colors);
    }

    private static NewContextOptions phone(ColorScheme colors) {
        return new NewContextOptions()
                .setViewportSize(390, 844)
                .setDeviceScaleFactor(2)
                .setHasTouch(true)
                .setIsMobile(true)
                .setColorScheme(colors);
    }

    private static void shoot(Visitor visitor, String name) {
        assertThat(visitor.page().locator("#log pre code span").first()).isVisible(); // its colours come on demand
        visitor.page().mouse().move(700, 5); // moves the pointer away from hover effects
        visitor.page().screenshot(new Page.ScreenshotOptions().setPath(FOLDER.resolve(name + ".png")));
    }
}

package chat.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.parley.client.Chatter;
import chat.parley.client.HttpApi;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.HostContract;
import chat.parley.e2e.host.Hosts;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A server for which nobody has said who may chat. */
@HostContract
class BrowserClosedIT {
    @RegisterExtension
    static final Visitors visitors = new Visitors();

    private final Host host = Hosts.shared(Map.of("guests", ""));

    /** On this machine, a name is enough; nobody else can connect. Tests start the embedded server like that. */
    private boolean isForThisMachine() {
        return host.name().equals("embedded");
    }

    @Test
    void thePageOfAContainerTellsTheOperatorWhatToSet() {
        visitors.comeTo(host);
        Visitor visitor = visitors.atDesk().openLobby();
        if (isForThisMachine()) {
            visitor.as("Mira");
            return;
        }
        assertThat(visitor.page().locator("#members-only-title")).hasText("Nobody can enter yet");
        assertThat(visitor.page().locator("#members-only")).containsText("set PARLEY_GUESTS=true");
        assertThat(visitor.page().locator("#name-dialog")).isHidden();
        Axe.assertClean(visitor, "closed");
    }

    @Test
    void aContainerRefusesGuestsAtEveryDoor() throws Exception {
        try (Chatter guest = Chatter.connect(host.ws())) {
            String code = guest.ask("hello", "name", "Mira").code();
            assertEquals(isForThisMachine() ? null : "unauthorized", code);
        }
        HttpApi api = HttpApi.of(host);
        assertEquals(isForThisMachine() ? 200 : 401, api.get(api.at("rooms")).statusCode());
    }
}

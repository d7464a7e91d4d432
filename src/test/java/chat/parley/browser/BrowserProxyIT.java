package chat.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import chat.parley.e2e.host.Hosts;
import com.microsoft.playwright.Page;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page below a path that only a proxy knows. Its links are relative, so the path must end in a slash. */
class BrowserProxyIT {
  @RegisterExtension static final Visitors visitors = new Visitors();

  @Test
  void anAddressWithoutItsFinalSlashShowsThePageAsWell() throws Exception {
    try (StrippingProxy proxy = new StrippingProxy(Hosts.current().http())) {
      Page page = visitors.atDesk().page();
      page.navigate(proxy.address() + "?room=attic#x");
      assertThat(page).hasURL(Pattern.compile("/chat/\\?room=attic"));
      assertThat(page.getByLabel("Your name")).isVisible(); // a script has shown it
      page.navigate(proxy.address() + "/index.html");
      assertThat(page).hasURL(Pattern.compile("/chat/index\\.html"));
      assertThat(page.getByLabel("Your name")).isVisible();
    }
  }
}

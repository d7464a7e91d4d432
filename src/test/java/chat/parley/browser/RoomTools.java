package chat.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;

/** What a visitor does with rooms and people, as on the screen. */
final class RoomTools {
    private final Visitor visitor;

    private RoomTools(Visitor visitor) {
        this.visitor = visitor;
    }

    static RoomTools of(Visitor visitor) {
        return new RoomTools(visitor);
    }

    /** Creates a private room with some of the people in the room on screen. */
    void create(String title, String... people) {
        visitor.button("New room").click();
        page().getByRole(AriaRole.RADIO, exactly("Private")).check();
        page().getByLabel("Room name").fill(title);
        pick(people);
        visitor.button("Create room").click();
        assertThat(heading()).hasText("Private room: " + title);
    }

    /** Chooses people in the open dialog. */
    void pick(String... people) {
        for (String person : people) {
            page().getByRole(AriaRole.CHECKBOX, exactly(person)).check();
        }
    }

    /** Chooses from the menu of the room on screen. */
    void choose(String item) {
        visitor.button("Room actions").click();
        item(item).click();
    }

    /** Opens the menu of somebody in the panel. */
    void meet(String person) {
        person(person).click();
    }

    /** Chooses from the menu of somebody in the panel. */
    void choose(String person, String item) {
        meet(person);
        item(item).click();
    }

    Locator person(String name) {
        return page().locator("#people-list .person")
                .filter(new Locator.FilterOptions()
                        .setHas(page().getByText(name, new Page.GetByTextOptions().setExact(true))));
    }

    Locator item(String name) {
        return page().getByRole(AriaRole.MENUITEM, exactly(name));
    }

    /** A line about the room itself. */
    Locator line(String text) {
        return page().locator("#log .system").filter(new Locator.FilterOptions().setHasText(text));
    }

    Locator heading() {
        return page().locator("#room-name .rh-n");
    }

    /** Why nothing can be written. */
    Locator note() {
        return page().locator("#composer-note .note");
    }

    /** What stands in place of a room. */
    Locator insteadOfRoom() {
        return page().locator("#log .missing");
    }

    Locator toast() {
        return page().locator("#toast .toast").last();
    }

    Locator direct(String title) {
        return page().locator("#directs a").filter(new Locator.FilterOptions().setHasText(title));
    }

    private Page page() {
        return visitor.page();
    }

    private static GetByRoleOptions exactly(String name) {
        return new GetByRoleOptions().setName(name).setExact(true);
    }
}

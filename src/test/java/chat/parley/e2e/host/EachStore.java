package chat.parley.e2e.host;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContext;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Runs a test class once for each store of this test run. A class and its methods stay on one thread, to which the store is bound. */
final class EachStore implements ClassTemplateInvocationContextProvider {
    @Override
    public boolean supportsClassTemplate(ExtensionContext context) {
        return true;
    }

    @Override
    public Stream<Invocation> provideClassTemplateInvocationContexts(ExtensionContext context) {
        return Store.ofThisRun().stream().map(Invocation::new);
    }

    private record Invocation(Store store) implements ClassTemplateInvocationContext, BeforeAllCallback, AfterAllCallback {
        @Override
        public String getDisplayName(int index) {
            return store.name().toLowerCase(Locale.ROOT);
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(this);
        }

        @Override
        public void beforeAll(ExtensionContext context) {
            Store.bind(store);
        }

        @Override
        public void afterAll(ExtensionContext context) {
            Store.unbind();
        }
    }
}

package chat.parley.e2e.host;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContext;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;

/**
 * Runs a test class once for each store of this test run. The store is bound to the thread only while code of the
 * class runs on it, because JUnit may run other classes on the same thread between two methods.
 */
final class EachStore implements ClassTemplateInvocationContextProvider {
    @Override
    public boolean supportsClassTemplate(ExtensionContext context) {
        return true;
    }

    @Override
    public Stream<Invocation> provideClassTemplateInvocationContexts(ExtensionContext context) {
        return Store.ofThisRun().stream().map(Invocation::new);
    }

    private record Invocation(Store store)
            implements ClassTemplateInvocationContext,
                    TestInstancePreConstructCallback,
                    BeforeEachCallback,
                    AfterEachCallback,
                    InvocationInterceptor {
        @Override
        public String getDisplayName(int index) {
            return store.name().toLowerCase(Locale.ROOT);
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(this);
        }

        @Override
        public void preConstructTestInstance(TestInstanceFactoryContext factory, ExtensionContext context) {
            Store.bind(store);
        }

        @Override
        public void beforeEach(ExtensionContext context) {
            Store.bind(store);
        }

        @Override
        public void afterEach(ExtensionContext context) {
            Store.unbind();
        }

        @Override
        public void interceptBeforeAllMethod(
                InvocationInterceptor.Invocation<Void> method,
                ReflectiveInvocationContext<Method> where,
                ExtensionContext context)
                throws Throwable {
            bound(method);
        }

        @Override
        public void interceptAfterAllMethod(
                InvocationInterceptor.Invocation<Void> method,
                ReflectiveInvocationContext<Method> where,
                ExtensionContext context)
                throws Throwable {
            bound(method);
        }

        private void bound(InvocationInterceptor.Invocation<Void> method) throws Throwable {
            Store.bind(store);
            try {
                method.proceed();
            } finally {
                Store.unbind();
            }
        }
    }
}

package chat.parley.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.ParameterizedType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What queries and their replies have in common. */
class QueryTest {
    static Class<?>[] queries() {
        return Query.class.getPermittedSubclasses();
    }

    /** A session reserves a page for the query, and the reply releases it. */
    @ParameterizedTest
    @MethodSource("queries")
    void aQueryAndItsReplyAgreeOnWhetherTheyArePaged(Class<?> query) throws Exception {
        ParameterizedType type = (ParameterizedType) query.getGenericInterfaces()[0];
        Class<?> reply = (Class<?>) type.getActualTypeArguments()[0];
        assertEquals(isPaged(query), isPaged(reply));
    }

    /** Whether the record overrides the default. */
    private static boolean isPaged(Class<?> type) throws NoSuchMethodException {
        return type.getMethod("paged").getDeclaringClass() == type;
    }
}

package chat.parley.delivery;

import java.lang.ref.SoftReference;
import java.util.function.Function;

/**
 * Caches encoded forms per {@link Encoding}. Two threads may encode concurrently; either result may be cached. Softly
 * referenced, so the garbage collector can reclaim the forms when memory runs short. Thread-safe.
 */
final class Encoded {
    private record Form(Encoding<?> encoding, SoftReference<Object> value, Form next) {}

    private volatile Form forms;

    @SuppressWarnings("unchecked") // each encoding stores only its own result type
    <T> T as(Encoding<T> encoding, Function<Encoding<T>, T> encode) {
        Form others = null;
        for (Form form = forms; form != null; form = form.next()) {
            Object value = form.value().get();
            if (value != null && form.encoding() == encoding) {
                return (T) value;
            }
            if (value != null) {
                others = new Form(form.encoding(), form.value(), others);
            }
        }
        T value = encode.apply(encoding);
        forms = new Form(encoding, new SoftReference<>(value), others);
        return value;
    }
}

package chat.parley.delivery;

import java.lang.ref.SoftReference;
import java.util.function.Function;

/**
 * What has been encoded already, per encoding. Two threads may encode the same thing at once; both results are good and one is kept. Kept softly: where memory is short, an old
 * message's text is worth less than room for a new one.
 */
final class Encoded {
    private record Form(Encoding<?> encoding, SoftReference<Object> value, Form next) {}

    private volatile Form forms;

    @SuppressWarnings("unchecked") // an encoding of T only ever puts a T under itself
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

package chat.parley.room;

import java.util.function.Function;

/** What has been encoded already, per encoding. Two threads may encode the same thing at once; both results are good and one is kept. */
final class Encoded {
    private record Form(Encoding<?> encoding, Object value, Form next) {}

    private volatile Form forms;

    @SuppressWarnings("unchecked") // an encoding of T only ever puts a T under itself
    <T> T as(Encoding<T> encoding, Function<Encoding<T>, T> encode) {
        Form known = forms;
        for (Form form = known; form != null; form = form.next()) {
            if (form.encoding() == encoding) {
                return (T) form.value();
            }
        }
        T value = encode.apply(encoding);
        forms = new Form(encoding, value, known);
        return value;
    }
}

package chat.parley.identity;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** IP addresses and networks from a setting. Immutable. */
final class IpNetworks {
    private static final int BITS = 8;

    private final List<Range> ranges;

    private record Range(byte[] address, int bits) {
        static Range of(String text) {
            String[] parts = text.split("/", 2);
            byte[] address = IpAddress.bytes(parts[0]);
            int most = address == null ? 0 : address.length * BITS;
            boolean valid = address != null
                    && (parts.length == 1 || parts[1].matches("[0-9]{1,3}") && Integer.parseInt(parts[1]) <= most);
            if (!valid) {
                throw new IllegalArgumentException(text + " is neither an IP address nor a network");
            }
            return new Range(address, parts.length == 1 ? most : Integer.parseInt(parts[1]));
        }

        boolean contains(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 1 << (BITS - 1 - bit % BITS);
                if ((address[bit / BITS] & mask) != (other[bit / BITS] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * @param networks such as {@code 127.0.0.1} and {@code 10.0.0.0/8}
     * @throws IllegalArgumentException if one is neither an address nor a network
     */
    IpNetworks(Collection<String> networks) {
        this.ranges = networks.stream().map(Range::of).toList();
    }

    /** @param address null if unknown, as for anything that is not an IP address */
    boolean contains(String address) {
        byte[] bytes = address == null ? null : IpAddress.bytes(address);
        return bytes != null && ranges.stream().anyMatch(range -> range.contains(bytes));
    }

    @Override
    public String toString() {
        return ranges.stream()
                .map(range -> Arrays.toString(range.address()) + "/" + range.bits())
                .toList()
                .toString();
    }
}

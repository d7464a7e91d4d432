package chat.parley.bench;

import java.util.ArrayList;
import java.util.List;

/** One room: its members, and how many deliveries they have had together. */
final class Room {
    final int number;
    final List<Client> members = new ArrayList<>();
    long delivered;
    long posted;

    Room(int number) {
        this.number = number;
    }

    /** How many members get one message. */
    int receivers() {
        return members.size() - (members.get(0).dialect.echoes ? 0 : 1);
    }
}

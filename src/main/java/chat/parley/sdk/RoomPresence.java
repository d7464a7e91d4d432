package chat.parley.sdk;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who is in a room, as far as the server names them: the first 500, and whoever comes. For the lane. */
final class RoomPresence {
    private final RoomWire wire;
    private final RoomListener listener;
    private final Map<String, ChatMember> byId = new LinkedHashMap<>();
    private volatile List<ChatMember> present = List.of();
    private volatile int online;

    RoomPresence(RoomWire wire, RoomListener listener) {
        this.wire = wire;
        this.listener = listener;
    }

    /** For all threads. */
    List<ChatMember> members() {
        return present;
    }

    /** For all threads. */
    int online() {
        return online;
    }

    void take(WireEvent event) {
        ChatMember member = event.member("member");
        switch (event.type()) {
            case "member-joined" -> {
                byId.put(member.id(), member);
                tell(List.of(member), List.of(), List.of(), event.count("online"));
            }
            case "member-left" -> {
                byId.remove(member.id());
                tell(List.of(), List.of(member), List.of(), event.count("online"));
            }
            case "member-renamed" -> {
                if (byId.replace(member.id(), member) != null) {
                    tell(List.of(), List.of(), List.of(member), online);
                }
            }
            default -> replace(event);
        }
    }

    /** Who is typing, without us. */
    void typing(WireEvent event) {
        List<ChatMember> members = event.members("members");
        List<ChatMember> others = members.stream()
                .filter(member -> !member.id().equals(wire.me().id()))
                .toList();
        int count = event.count("count") - (members.size() - others.size());
        wire.listeners().put(() -> listener.typing(others, count));
    }

    /** The whole list. */
    void replace(WireEvent event) {
        Map<String, ChatMember> before = new LinkedHashMap<>(byId);
        List<ChatMember> joined = new ArrayList<>();
        List<ChatMember> renamed = new ArrayList<>();
        byId.clear();
        for (ChatMember member : event.members("members")) {
            byId.put(member.id(), member);
            ChatMember known = before.remove(member.id());
            if (known == null) {
                joined.add(member);
            } else if (!known.equals(member)) {
                renamed.add(member);
            }
        }
        tell(joined, List.copyOf(before.values()), renamed, event.count("online"));
    }

    private void tell(List<ChatMember> joined, List<ChatMember> left, List<ChatMember> renamed, int now) {
        present = List.copyOf(byId.values());
        online = now;
        wire.listeners().put(() -> listener.members(joined, left, renamed, now));
    }
}

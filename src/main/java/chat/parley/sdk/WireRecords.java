package chat.parley.sdk;

import chat.parley.sdk.ChatMessage.Mention;
import chat.parley.sdk.ChatMessage.Reaction;
import chat.parley.sdk.MessageChange.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** From events of the server to the records that listeners get. */
final class WireRecords {
    private static final Map<String, Kind> CHANGES = Map.of(
            "edited", Kind.EDITED,
            "deleted", Kind.DELETED,
            "reacted", Kind.REACTED,
            "unreacted", Kind.UNREACTED,
            "pinned", Kind.PINNED,
            "unpinned", Kind.UNPINNED);
    private static final Set<String> ENTRIES = Set.of(
            "room-created",
            "role-changed",
            "title-changed",
            "archived",
            "unarchived",
            "slow-mode-changed",
            "rules-changed");

    private WireRecords() {}

    static boolean isChange(WireEvent event) {
        return CHANGES.containsKey(event.type());
    }

    static boolean isRoomEntry(WireEvent event) {
        return ENTRIES.contains(event.type());
    }

    static ChatMessage message(WireEvent event, ChatMember me) {
        ChatMember author = event.member("author");
        return new ChatMessage(
                event.text("room"),
                event.number("offset", 0),
                event.text("position"),
                event.time("at"),
                author,
                author.id().equals(me.id()),
                event.text("text", ""),
                event.text("ref"),
                event.number("replyTo"),
                event.time("edited"),
                event.flag("deleted"),
                event.flag("pinned"),
                event.number("changed"),
                event.list("reactions", each -> new Reaction(each.text("emoji", ""), each.members("members"))),
                mentions(event));
    }

    static MessageChange change(WireEvent event, ChatMember me) {
        ChatMember author = event.member("author");
        return new MessageChange(
                event.text("room"),
                event.number("offset", 0),
                event.text("position"),
                event.time("at"),
                author,
                author.id().equals(me.id()),
                CHANGES.get(event.type()),
                event.number("target", 0),
                event.text("text"),
                event.text("emoji"),
                mentions(event),
                event.text("ref"));
    }

    private static List<Mention> mentions(WireEvent event) {
        return event.list(
                "mentions", each -> new Mention(each.count("start"), each.count("end"), each.texts("members")));
    }

    static RoomEntry entry(WireEvent event) {
        return new RoomEntry(
                event.type(),
                event.text("room"),
                event.number("offset", 0),
                event.text("position"),
                event.time("at"),
                event.member("author"),
                event.member("member"),
                event.text("role"),
                event.time("until"),
                event.text("reason"),
                event.flag("address"),
                event.flag("ended"),
                event.text("title"),
                event.text("rules"),
                event.text("kind"),
                event.members("members"),
                event.number("seconds") == null ? null : (Integer) event.count("seconds"),
                event.number("target"));
    }

    static RoomFacts facts(WireEvent joined) {
        return new RoomFacts(
                joined.text("kind", "public"),
                joined.text("title"),
                joined.text("topic", ""),
                joined.text("role", "member"),
                joined.flag("archived"),
                joined.count("slowMode"),
                joined.members("people"));
    }

    static ListedRoom listed(WireEvent row) {
        return new ListedRoom(
                row.text("room"),
                row.text("kind", "public"),
                row.text("title"),
                row.text("topic"),
                row.text("role", "member"),
                row.flag("archived"),
                row.members("people"),
                row.count("online"),
                row.count("members"),
                row.time("at"),
                row.number("head", 0),
                row.number("read", 0),
                row.count("unread"),
                row.count("mentions"));
    }

    static MessagePage page(WireEvent reply, ChatMember me) {
        return new MessagePage(
                reply.list("messages", each -> message(each, me)),
                reply.number("head", 0),
                reply.number("floor", 0),
                reply.number("older"),
                reply.number("newer"));
    }

    static FoundMessages found(WireEvent reply, ChatMember me) {
        return new FoundMessages(
                reply.list(
                        "hits",
                        hit -> new FoundMessages.Found(
                                message(hit.object("message"), me),
                                hit.text("title"),
                                hit.list(
                                        "marks",
                                        mark -> new FoundMessages.Mark(mark.count("start"), mark.count("end"))))),
                reply.text("cursor"));
    }

    static Stored stored(WireEvent ack) {
        return new Stored(ack.text("ref"), ack.number("offset"), ack.text("position"), ack.time("at"));
    }
}

package chat.parley.room;

import static java.util.concurrent.CompletableFuture.completedFuture;

import chat.parley.event.Entry;
import chat.parley.event.ErrorCode;
import chat.parley.event.Event;
import chat.parley.event.Member;
import chat.parley.event.Refusal;
import chat.parley.event.Right;
import chat.parley.event.Role;
import chat.parley.event.RoomChange;
import chat.parley.event.RoomCommand;
import chat.parley.event.RoomDeletion;
import chat.parley.event.RoomKind;
import chat.parley.event.RoomRef;
import chat.parley.identity.AddressLimits;
import chat.parley.identity.Client;
import chat.parley.log.Draft;
import chat.parley.log.RoomLog;
import chat.parley.membership.Memberships;
import chat.parley.rights.GuestAddresses;
import chat.parley.rights.Rights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * Creates rooms and gives roles. The log checks who may decide what. A stage completes when the decision is stored and
 * carried out; see {@link Enforcement}. Thread-safe; never blocks.
 */
final class Decisions {
    /** The offset of a room's creation. */
    private static final Long FIRST = 1L;

    private final RoomLog log;
    private final Rights rights;
    private final GuestAddresses guests;
    private final RoomAddresses addresses;
    private final Sessions sessions;
    private final Memberships memberships;
    private final AddressLimits limits;

    Decisions(
            RoomLog log,
            Rights rights,
            GuestAddresses guests,
            RoomAddresses addresses,
            Sessions sessions,
            Memberships memberships,
            AddressLimits limits) {
        this.log = log;
        this.rights = rights;
        this.guests = guests;
        this.addresses = addresses;
        this.sessions = sessions;
        this.memberships = memberships;
        this.limits = limits;
    }

    /** The room that the command creates. @throws Refusal if a direct room would have too few or too many people */
    RoomRef addressOf(RoomCommand.Create create, Member creator) {
        if (create.roomKind() != RoomKind.DIRECT) {
            return log.room(addresses.ofPrivate(creator, create.ref()));
        }
        List<String> people = new ArrayList<>(others(create, creator));
        people.add(creator.id());
        if (people.size() < 2 || people.size() > RoomCommand.Create.MAX_DIRECT) {
            throw new Refusal(
                    ErrorCode.INVALID,
                    "members must name 1 to " + (RoomCommand.Create.MAX_DIRECT - 1) + " other people");
        }
        return log.room(addresses.ofDirect(people));
    }

    private static List<String> others(RoomCommand.Create create, Member creator) {
        return create.members().stream().filter(id -> !id.equals(creator.id())).toList();
    }

    /** Creates the room, unless it is a direct one that exists. @throws Refusal if there are too many, or to a reader */
    CompletionStage<Event.Ack> create(RoomRef room, Session session, RoomCommand.Create create) {
        if (session.client().serverRole() == Role.READER) {
            throw new Refusal(ErrorCode.FORBIDDEN, "Your sign-in lets you read only");
        }
        Member creator = session.member();
        Event.Ack existing = new Event.Ack(create.ref(), room.name(), FIRST, null, null);
        boolean direct = create.roomKind() == RoomKind.DIRECT;
        if (direct && exists(room)) {
            return completedFuture(existing);
        }
        limits.spend(session.wire().address(), AddressLimits.Cost.ROOM);
        rights.requireSpace(creator, room.id());
        return people(others(create, creator), room, isClosed(room))
                .thenApply(known ->
                        new RoomChange.Creation(create.roomKind(), create.title(), known, create.sharesHistory()))
                .thenCompose(
                        creation -> log.append(new Draft(room, session.client(), creation, create.ref(), List.of())))
                .thenApply(entry -> {
                    tellOthers(session, entry, create);
                    return Event.Ack.stored(create.ref(), entry);
                })
                .exceptionally(failure -> {
                    Refusal refusal = Refusal.of(failure, "Room could not be created; retry with the same ref");
                    if (direct && refusal.code() == ErrorCode.CONFLICT && exists(room)) {
                        return existing; // somebody else of its people was faster
                    }
                    throw refusal;
                });
    }

    /** Tells the creator's other sessions; this one gets the acknowledgement. */
    private void tellOthers(Session creating, Entry entry, RoomCommand.Create create) {
        Role role = rights.role(creating.client(), log.room(entry.room()).id());
        if (!role.may(Right.READ)) {
            return; // the command is repeated, and its author has left
        }
        Event.Reply added = new Event.RoomAdded(entry.room(), create.roomKind(), create.title(), role, entry.author());
        for (Session other : sessions.of(entry.author().id())) {
            if (other != creating) {
                other.reply(added);
            }
        }
    }

    private boolean exists(RoomRef room) {
        return rights.settings(room.id()).kind() == RoomKind.DIRECT;
    }

    /** @param epoch see {@link Draft} */
    CompletionStage<Entry> grant(RoomRef room, Client author, RoomCommand.SetRole grant, String epoch) {
        boolean decides = isClosed(room) || rights.admits(author, room.id(), Right.MODERATE);
        return people(List.of(grant.member()), room, decides)
                .thenCombine(
                        addresses(grant),
                        (found, addresses) -> grant.grant(found.get(0).name()).at(addresses))
                .thenCompose(change -> log.append(new Draft(room, author, change, grant.ref(), List.of(), epoch)));
    }

    /** The addresses to ban, too. Fails if none is known. */
    private CompletionStage<List<String>> addresses(RoomCommand.SetRole grant) {
        if (!grant.withAddress()) {
            return completedFuture(List.of());
        }
        rights.requireSpaceForAddresses();
        return guests.of(grant.member()).thenApply(known -> {
            if (known.isEmpty()) {
                throw new Refusal(
                        ErrorCode.NOT_FOUND, "No address of this guest is known any more; ban it without address");
            }
            return known;
        });
    }

    /** Deletes the room. The log knows best whether it exists, and whether the author may. */
    CompletionStage<Entry> delete(RoomRef room, Client author, RoomCommand.Delete deletion) {
        return log.append(new Draft(room, author, new RoomDeletion(deletion.reason()), deletion.ref(), List.of()));
    }

    /** Ends what the store has of the member in the room: its membership, or its role in a private room. */
    CompletionStage<?> leave(RoomRef room, Client client, String ref) {
        Member member = client.member();
        return switch (rights.settings(room.id()).kind()) {
            case PUBLIC -> memberships.leave(room, member);
            case PRIVATE ->
                log.append(
                        new Draft(room, client, new RoomChange.Grant(member, Role.NONE, null, null), ref, List.of()));
            case DIRECT -> completedFuture(null); // its people are fixed; the next message must find them
        };
    }

    /** Whether the room exists and is not public. */
    private boolean isClosed(RoomRef room) {
        return rights.settings(room.id()).kind() != RoomKind.PUBLIC;
    }

    /**
     * The members with these ids, in this order. A repeated command must get its first answer, although a member may have
     * been forgotten since: so whoever is unknown has no name, and the log refuses a new decision about them.
     *
     * @param mayRepeat false if nothing can have been decided; fails then if one is unknown, before the log begins a room
     */
    private CompletionStage<List<Member>> people(List<String> ids, RoomRef room, boolean mayRepeat) {
        Map<String, Member> known = new HashMap<>();
        rights.standings(room.id())
                .forEach(standing -> known.put(standing.member().id(), standing.member()));
        ids.forEach(id -> sessions.of(id).forEach(session -> known.put(id, session.member())));
        List<String> others = ids.stream().filter(id -> !known.containsKey(id)).toList();
        CompletionStage<List<Member>> stored =
                others.isEmpty() ? completedFuture(List.of()) : memberships.people(others);
        return stored.thenApply(found -> {
            found.forEach(member -> known.put(member.id(), member));
            List<Member> members = ids.stream()
                    .map(id -> known.getOrDefault(id, Member.unknown(id)))
                    .toList();
            Refusal refusal = Member.refusalOfUnknown(members);
            if (refusal != null && !mayRepeat) {
                throw refusal;
            }
            return members;
        });
    }
}

package chat.parley.log;

import chat.parley.event.RoomId;
import chat.parley.event.ServerRoles;
import chat.parley.store.StoreLanes;
import java.util.List;
import java.util.function.Predicate;

/**
 * What all appends share.
 *
 * @param members the stored members of the rooms
 * @param followers are told, in this order, what is redacted
 * @param meter counts appends
 * @param held whether the room is on legal hold
 */
record AppendSetup(
        LogSizes sizes,
        StoreLanes store,
        RoomMembers members,
        List<Follower> followers,
        AppendMeter meter,
        ServerRoles serverRoles,
        Predicate<RoomId> held) {}

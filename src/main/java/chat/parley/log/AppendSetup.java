package chat.parley.log;

import chat.parley.event.ServerRoles;
import chat.parley.store.StoreLanes;
import java.util.List;

/**
 * What all appends share.
 *
 * @param members the stored members of the rooms
 * @param followers are told, in this order, what is redacted
 * @param meter counts appends
 */
record AppendSetup(
        LogSizes sizes,
        StoreLanes store,
        RoomMembers members,
        List<Follower> followers,
        AppendMeter meter,
        ServerRoles serverRoles) {}

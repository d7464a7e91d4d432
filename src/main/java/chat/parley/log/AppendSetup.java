package chat.parley.log;

import chat.parley.store.StoreLanes;
import java.util.List;
import java.util.function.Predicate;

/**
 * What all appends share.
 *
 * @param members the stored members of the rooms
 * @param followers are told, in this order, what is redacted
 * @param meter counts appends
 * @param owners whether the member with this id owns all public rooms
 */
record AppendSetup(
        LogSizes sizes,
        StoreLanes store,
        RoomMembers members,
        List<Follower> followers,
        AppendMeter meter,
        Predicate<String> owners) {}

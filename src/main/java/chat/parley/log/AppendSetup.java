package chat.parley.log;

import chat.parley.store.StoreLanes;
import java.util.List;

/**
 * What every append needs.
 *
 * @param members whom messages can mention
 * @param followers are told what is forgotten, in the order of this list
 */
record AppendSetup(LogSizes sizes, StoreLanes store, MemberLookup members, List<Follower> followers) {}

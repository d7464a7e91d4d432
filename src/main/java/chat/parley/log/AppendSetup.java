package chat.parley.log;

import chat.parley.store.StoreLanes;
import java.util.List;

/**
 * What all appends share.
 *
 * @param members finds the members that a message mentions
 * @param followers are told, in this order, what is redacted
 */
record AppendSetup(LogSizes sizes, StoreLanes store, MemberLookup members, List<Follower> followers) {}

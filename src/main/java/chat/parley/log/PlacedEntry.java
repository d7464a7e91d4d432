package chat.parley.log;

import chat.parley.event.Entry;

/** An entry with its room and the digest of its content. */
record PlacedEntry(RoomRow room, Entry entry, long digest) {}

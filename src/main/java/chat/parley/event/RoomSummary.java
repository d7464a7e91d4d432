package chat.parley.event;

import java.time.Instant;

/**
 * A line of {@link Event.RoomList}.
 *
 * @param title what people see in place of the name, or null
 * @param topic the topic, or null
 * @param members number of members, present or not
 * @param at time of the last entry, or null
 */
public record RoomSummary(String room, String title, String topic, int online, int members, Instant at) {}

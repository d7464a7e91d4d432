package chat.parley.sdk;

import java.time.Instant;

/** Who has which role in a room. @param until when the role ends, or null */
public record MemberRole(ChatMember member, String role, Instant until) {}

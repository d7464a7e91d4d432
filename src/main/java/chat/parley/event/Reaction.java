package chat.parley.event;

import java.util.ArrayList;
import java.util.List;

/** Who reacts to a message with one emoji, in the order in which they did. */
public record Reaction(String emoji, List<Member> members) {
    /** Members that may react to one message, each of them counted once for every emoji. */
    public static final int MOST = 200;

    /** The reactions after the member has begun, or ceased, to react with the emoji. An emoji with which nobody reacts is not there. */
    static List<Reaction> after(List<Reaction> before, Member member, String emoji, boolean on) {
        List<Reaction> after = new ArrayList<>();
        boolean found = false;
        for (Reaction reaction : before == null ? List.<Reaction>of() : before) {
            if (reaction.emoji().equals(emoji)) {
                found = true;
                reaction = reaction.with(member, on);
            }
            if (!reaction.members().isEmpty()) {
                after.add(reaction);
            }
        }
        if (!found && on) {
            after.add(new Reaction(emoji, List.of(member)));
        }
        return after.isEmpty() ? null : List.copyOf(after);
    }

    private Reaction with(Member member, boolean on) {
        List<Member> now = new ArrayList<>(members);
        boolean here = now.stream().anyMatch(one -> one.id().equals(member.id()));
        if (on && !here) {
            now.add(member);
        } else if (!on) {
            now.removeIf(one -> one.id().equals(member.id()));
        }
        return new Reaction(emoji, List.copyOf(now));
    }
}

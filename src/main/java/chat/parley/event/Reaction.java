package chat.parley.event;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The members who reacted to a message with one emoji, in order. */
public record Reaction(String emoji, List<Member> members) {
    /** Maximum number of reactions per message; each member counts once per emoji. */
    public static final int MAX = 200;

    /** The canonical form of the emoji. Older data may contain other texts; they are returned unchanged. */
    public static String normal(String emoji) {
        String known = Emoji.canonical(emoji);
        return known == null ? emoji : known;
    }

    /** The reactions with canonical emoji; reactions with the same emoji are merged. */
    public static List<Reaction> normal(List<Reaction> reactions) {
        Map<String, Map<String, Member>> members = new LinkedHashMap<>();
        for (Reaction reaction : reactions) {
            Map<String, Member> known =
                    members.computeIfAbsent(normal(reaction.emoji()), unknown -> new LinkedHashMap<>());
            reaction.members().forEach(member -> known.putIfAbsent(member.id(), member));
        }
        return members.entrySet().stream()
                .map(one ->
                        new Reaction(one.getKey(), List.copyOf(one.getValue().values())))
                .toList();
    }

    /** This member's reactions; null if there are none. @param reactions or null */
    static List<Reaction> of(String member, List<Reaction> reactions) {
        List<Reaction> own = reactions == null
                ? List.of()
                : reactions.stream()
                        .map(reaction -> new Reaction(
                                reaction.emoji(),
                                reaction.members().stream()
                                        .filter(one -> one.id().equals(member))
                                        .toList()))
                        .filter(reaction -> !reaction.members().isEmpty())
                        .toList();
        return own.isEmpty() ? null : own;
    }

    /** The number of reactions of all members. @param reactions or null */
    static int count(List<Reaction> reactions) {
        return reactions == null
                ? 0
                : reactions.stream()
                        .mapToInt(reaction -> reaction.members().size())
                        .sum();
    }

    /** Adds or removes the member's reaction. Emoji without members are dropped; null means no reactions. */
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

package chat.parley.identity;

import chat.parley.event.Role;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the roles or groups of another application translate to roles on this server.
 *
 * @param path name of the claim, or names of nested ones, separated by dots; empty if claims say nothing about roles
 * @param owners values that make an owner
 * @param moderators values that make a moderator
 * @param members values that make a member; if there are any, everybody else may only read
 * @param readers values that let somebody only read, whatever other values there are
 */
public record RoleClaim(
        String path, Set<String> owners, Set<String> moderators, Set<String> members, Set<String> readers) {
    public static final String OWNERS = "parley-owner";
    public static final String MODERATORS = "parley-moderator";
    public static final String READERS = "parley-reader";

    /** Claims say nothing about roles. */
    public static final RoleClaim NONE = of("");

    public RoleClaim {
        owners = Set.copyOf(owners);
        moderators = Set.copyOf(moderators);
        members = Set.copyOf(members);
        readers = Set.copyOf(readers);
    }

    /** The claim with the values that this server suggests. */
    public static RoleClaim of(String path) {
        return new RoleClaim(path, Set.of(OWNERS), Set.of(MODERATORS), Set.of(), Set.of(READERS));
    }

    /**
     * Reads the entries {@code role-claim}, {@code owner-values} and so on, which contain values separated by commas.
     *
     * @throws IllegalArgumentException if there are values without a claim
     */
    public static RoleClaim read(Map<String, String> entries) {
        String path = entries.getOrDefault("role-claim", "");
        if (path.isEmpty() && entries.keySet().stream().anyMatch(entry -> entry.endsWith("-values"))) {
            throw new IllegalArgumentException("owner-values, moderator-values, member-values and reader-values need"
                    + " role-claim: the claim that has these values");
        }
        return new RoleClaim(
                path,
                list(entries.getOrDefault("owner-values", OWNERS)),
                list(entries.getOrDefault("moderator-values", MODERATORS)),
                list(entries.getOrDefault("member-values", "")),
                list(entries.getOrDefault("reader-values", READERS)));
    }

    private static Set<String> list(String values) {
        return Stream.of(values.split(","))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The role by these claims; null if they say nothing about roles. */
    Role in(Map<String, Object> claims) {
        if (path.isEmpty()) {
            return null;
        }
        Set<String> values = values(find(claims, path));
        return role(values::contains);
    }

    /** The role of somebody who has these values. */
    Role role(Predicate<String> has) {
        if (readers.stream().anyMatch(has)) {
            return Role.READER;
        }
        if (owners.stream().anyMatch(has)) {
            return Role.OWNER;
        }
        if (moderators.stream().anyMatch(has)) {
            return Role.MODERATOR;
        }
        return members.isEmpty() || members.stream().anyMatch(has) ? Role.MEMBER : Role.READER;
    }

    /** Names of claims may contain dots themselves, such as URLs. */
    private static Object find(Map<?, ?> claims, String path) {
        if (claims.containsKey(path)) {
            return claims.get(path);
        }
        for (int dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
            Object inner = claims.get(path.substring(0, dot));
            Object found = inner instanceof Map<?, ?> map ? find(map, path.substring(dot + 1)) : null;
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** A text is one value, or several separated by spaces, as in the claim {@code scope}. */
    private static Set<String> values(Object claim) {
        Set<String> values = new HashSet<>();
        if (claim instanceof String text) {
            values.add(text);
            values.addAll(List.of(text.split(" ")));
        } else if (claim instanceof Collection<?> several) {
            several.forEach(each -> {
                if (each instanceof String text) {
                    values.add(text);
                }
            });
        }
        return values;
    }
}

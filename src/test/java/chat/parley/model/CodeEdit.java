package chat.parley.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * A change to the byte code of one method. Created by {@link Code}; fails if the place to change is missing or
 * ambiguous.
 */
public final class CodeEdit implements Edit {
    /** Which of the matching places to change. */
    enum Occurrence {
        ONLY,
        SECOND_OF_TWO,
        ALL
    }

    /** Matches a place. */
    interface Pattern {
        boolean matches(MethodNode method, AbstractInsnNode at);
    }

    /** Changes a place. */
    interface Change {
        void make(ClassNode owner, MethodNode method, AbstractInsnNode at);
    }

    private record Place(MethodNode method, AbstractInsnNode at) {}

    private final Class<?> owner;
    private final String method;
    private final String wanted;
    private final Occurrence occurrence;
    private final Pattern pattern;
    private final Change change;

    /** @param wanted describes the place in an error message */
    CodeEdit(Class<?> owner, String method, String wanted, Occurrence occurrence, Pattern pattern, Change change) {
        this.owner = owner;
        this.method = method;
        this.wanted = wanted;
        this.occurrence = occurrence;
        this.pattern = pattern;
        this.change = change;
    }

    /** The class that changes. */
    String owner() {
        return owner.getName();
    }

    /** @throws AssertionError if the place is missing or ambiguous */
    byte[] applyTo(byte[] bytes) {
        ClassNode node = new ClassNode();
        new ClassReader(bytes).accept(node, 0);
        List<Place> places = places(node);
        require(
                places.size()
                        == switch (occurrence) {
                            case ONLY -> 1;
                            case SECOND_OF_TWO -> 2;
                            case ALL -> Math.max(1, places.size());
                        },
                () -> owner.getName() + "." + method + " has " + wanted + " " + places.size() + " times, not "
                        + occurrence);
        if (occurrence == Occurrence.SECOND_OF_TWO) {
            places.remove(0);
        }
        places.forEach(place -> change.make(node, place.method(), place.at()));
        // Edits add no branches, so the stack map frames stay valid.
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        node.accept(writer);
        return writer.toByteArray();
    }

    private List<Place> places(ClassNode node) {
        List<MethodNode> methods = node.methods.stream()
                .filter(one -> one.name.equals(method) || one.name.startsWith("lambda$" + method + "$"))
                .toList();
        require(!methods.isEmpty(), () -> owner.getName() + " has no method " + method);
        List<Place> places = new ArrayList<>();
        for (MethodNode one : methods) {
            for (AbstractInsnNode at : one.instructions) {
                if (pattern.matches(one, at)) {
                    places.add(new Place(one, at));
                }
            }
        }
        return places;
    }

    /** Pops values of these types; the last one is on top. */
    static InsnList pop(List<Type> types) {
        InsnList pops = new InsnList();
        for (Type type : types) {
            pops.insert(new InsnNode(type.getSize() == 2 ? Opcodes.POP2 : Opcodes.POP));
        }
        return pops;
    }

    static void require(boolean right, Supplier<String> what) {
        if (!right) {
            throw new AssertionError("A mistake can no longer be planted: " + what.get());
        }
    }
}

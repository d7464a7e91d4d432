package chat.parley.model;

import chat.parley.model.CodeEdit.Occurrence;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** A method of a production class, with its overloads and lambdas, in which a mistake can be planted. */
public final class Code {
    private final Class<?> owner;
    private final String method;

    private Code(Class<?> owner, String method) {
        this.owner = owner;
        this.method = method;
    }

    public static Code in(Class<?> owner, String method) {
        return new Code(owner, method);
    }

    /** Empties the body of the method. For void methods only. */
    public CodeEdit doesNothing() {
        return new CodeEdit(
                owner,
                method,
                "the first instruction",
                Occurrence.ONLY,
                (node, at) -> !node.name.startsWith("lambda$") && at == node.instructions.getFirst(),
                (type, node, at) -> {
                    boolean isVoid = Type.getReturnType(node.desc) == Type.VOID_TYPE;
                    CodeEdit.require(isVoid, () -> method + " returns something");
                    node.tryCatchBlocks.clear();
                    node.localVariables = null;
                    node.instructions = new InsnList();
                    node.instructions.add(new InsnNode(Opcodes.RETURN));
                });
    }

    /** Removes the only assignment to a field of the same class. */
    public CodeEdit doesNotSet(String field) {
        return new CodeEdit(
                owner,
                method,
                "an assignment to " + field,
                Occurrence.ONLY,
                (node, at) -> at instanceof FieldInsnNode set
                        && set.getOpcode() == Opcodes.PUTFIELD
                        && set.name.equals(field)
                        && set.owner.equals(Type.getInternalName(owner)),
                (type, node, at) -> {
                    Type value = Type.getType(((FieldInsnNode) at).desc);
                    node.instructions.insertBefore(at, CodeEdit.pop(List.of(Type.getType(owner), value)));
                    node.instructions.remove(at);
                });
    }

    /** The only call of this method. */
    public Call call(Class<?> type, String name) {
        return call(type, name, Occurrence.ONLY);
    }

    /** All calls of this method. */
    public Call calls(Class<?> type, String name) {
        return call(type, name, Occurrence.ALL);
    }

    /** The second of two calls of this method. */
    public Call secondCall(Class<?> type, String name) {
        return call(type, name, Occurrence.SECOND_OF_TWO);
    }

    private Call call(Class<?> type, String name, Occurrence occurrence) {
        String wanted = "a call to " + type.getSimpleName() + "." + name;
        CodeEdit.Pattern isCall = (node, at) -> at instanceof MethodInsnNode call
                && call.owner.equals(Type.getInternalName(type))
                && call.name.equals(name);
        return new Call(change -> new CodeEdit(owner, method, wanted, occurrence, isCall, change));
    }
}

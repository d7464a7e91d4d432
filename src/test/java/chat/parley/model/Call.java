package chat.parley.model;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/** A method call in production code in which a mistake can be planted. */
public final class Call {
    private final Function<CodeEdit.Change, CodeEdit> edit;

    Call(Function<CodeEdit.Change, CodeEdit> edit) {
        this.edit = edit;
    }

    /** Removes the call. Its result, if any, becomes null, false or 0. */
    public CodeEdit isSkipped() {
        return returns(null);
    }

    /** Removes the call; its result becomes this value. */
    public CodeEdit returns(Object result) {
        return edit.apply((owner, method, at) -> {
            MethodInsnNode call = (MethodInsnNode) at;
            CodeEdit.require(!call.name.equals("<init>"), () -> "a constructor cannot be skipped");
            InsnList instead = CodeEdit.pop(operands(call));
            AbstractInsnNode push = push(Type.getReturnType(call.desc), result);
            if (push != null) {
                instead.add(push);
            }
            method.instructions.insertBefore(call, instead);
            method.instructions.remove(call);
        });
    }

    /** Replaces the last argument of the call. */
    public CodeEdit getsLast(Object argument) {
        return edit.apply((owner, method, at) -> {
            List<Type> operands = operands((MethodInsnNode) at);
            Type last = operands.get(operands.size() - 1);
            InsnList instead = CodeEdit.pop(List.of(last));
            instead.add(push(last, argument));
            method.instructions.insertBefore(at, instead);
        });
    }

    /**
     * Calls another method instead.
     *
     * @param name a static method of {@code type} with the same result. Its parameters are the receiver and the
     *     arguments of the call, optionally followed by those of the enclosing method: {@code this}, the first
     *     parameter and so on
     */
    public CodeEdit becomes(Class<?> type, String name) {
        List<Method> found = Stream.of(type.getDeclaredMethods())
                .filter(one -> one.getName().equals(name) && Modifier.isStatic(one.getModifiers()))
                .toList();
        CodeEdit.require(found.size() == 1, () -> type + " has " + found.size() + " static methods " + name);
        Method hook = found.get(0);
        return edit.apply((owner, method, at) -> {
            MethodInsnNode call = (MethodInsnNode) at;
            List<Type> offered = operands(call);
            int own = offered.size();
            offered.addAll(variables(owner, method));
            List<Type> wanted = List.of(Type.getArgumentTypes(hook));
            boolean takes = wanted.size() >= own
                    && wanted.size() <= offered.size()
                    && wanted.equals(offered.subList(0, wanted.size()));
            CodeEdit.require(
                    takes && Type.getReturnType(hook).equals(Type.getReturnType(call.desc)),
                    () -> hook + " cannot stand in for " + call.owner + "." + call.name + call.desc);
            int slot = 0;
            for (Type extra : wanted.subList(own, wanted.size())) {
                CodeEdit.require(
                        !isAssigned(method, slot),
                        () -> method.name + " assigns to a parameter that " + hook + " takes");
                method.instructions.insertBefore(call, new VarInsnNode(extra.getOpcode(Opcodes.ILOAD), slot));
                slot += extra.getSize();
            }
            method.instructions.set(
                    call,
                    new MethodInsnNode(
                            Opcodes.INVOKESTATIC, Type.getInternalName(type), name, Type.getMethodDescriptor(hook)));
        });
    }

    /** The types of the receiver and the arguments on the stack. */
    private static List<Type> operands(MethodInsnNode call) {
        List<Type> operands = new ArrayList<>();
        if (call.getOpcode() != Opcodes.INVOKESTATIC) {
            operands.add(Type.getObjectType(call.owner));
        }
        operands.addAll(List.of(Type.getArgumentTypes(call.desc)));
        return operands;
    }

    /** The types of the enclosing method's parameters, in the order of its local variables. */
    private static List<Type> variables(ClassNode owner, MethodNode method) {
        List<Type> variables = new ArrayList<>();
        if ((method.access & Opcodes.ACC_STATIC) == 0) {
            variables.add(Type.getObjectType(owner.name));
        }
        variables.addAll(List.of(Type.getArgumentTypes(method.desc)));
        return variables;
    }

    private static boolean isAssigned(MethodNode method, int slot) {
        for (AbstractInsnNode at : method.instructions) {
            boolean stores = at.getOpcode() >= Opcodes.ISTORE && at.getOpcode() <= Opcodes.ASTORE;
            if (stores && ((VarInsnNode) at).var == slot || at instanceof IincInsnNode step && step.var == slot) {
                return true;
            }
        }
        return false;
    }

    private static AbstractInsnNode push(Type type, Object value) {
        return switch (type.getSort()) {
            case Type.VOID -> null;
            case Type.BOOLEAN -> new InsnNode(Boolean.TRUE.equals(value) ? Opcodes.ICONST_1 : Opcodes.ICONST_0);
            case Type.INT -> new LdcInsnNode(value == null ? (Integer) 0 : (Integer) value);
            case Type.LONG -> new LdcInsnNode(value == null ? (Long) 0L : (Long) value);
            case Type.OBJECT, Type.ARRAY -> {
                CodeEdit.require(value == null, () -> value + " cannot be a constant of " + type);
                yield new InsnNode(Opcodes.ACONST_NULL);
            }
            default -> throw new AssertionError("Unsupported type of constant: " + type);
        };
    }
}

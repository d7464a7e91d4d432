package chat.parley.lane;

/** Shares out a few lanes among many things by their names. */
public interface Lanes {

    /** The lane of everything that has this name; always the same one. */
    Lane of(String name);
}

package chat.parley.lane;

/** Distributes names among a fixed number of lanes. */
public interface Lanes {

    /** The lane for this name; always the same one. */
    Lane of(String name);
}

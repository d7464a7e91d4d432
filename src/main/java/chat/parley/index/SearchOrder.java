package chat.parley.index;

/** Which hits come first. */
public enum SearchOrder {
    NEWEST,
    BEST
}

package chat.parley.sdk;

/** Why an entry of a log arrives. */
public enum Cause {
    /** It is from before you joined, or fills a gap. */
    HISTORY,
    /** It is from while the connection was lost, or while your listener was behind. */
    RESUME,
    /** It is new. */
    LIVE
}

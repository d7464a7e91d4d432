package chat.parley.cluster;

/**
 * What a client has spent of a rate limit on one server.
 *
 * @param limit name of the rate limit
 * @param client as the rate limit calls it: a member's id or an address
 */
public record Spending(String limit, String client, int tokens) {}

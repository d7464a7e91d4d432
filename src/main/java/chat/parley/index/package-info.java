/** The search index, a {@link chat.parley.log.Follower} of the logs, and searches in it. */
package chat.parley.index;

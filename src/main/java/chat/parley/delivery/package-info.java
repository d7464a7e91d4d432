/**
 * How a session is sent what it lacks, in batches that are encoded once for all who stand at the same place. Knows no rooms:
 * a {@link chat.parley.delivery.Source} is what a cursor reads.
 */
package chat.parley.delivery;

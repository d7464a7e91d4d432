/**
 * What Parley promises when things go wrong: real servers are killed, cut off, slowed down and lied to by their disks while people talk, and afterwards a
 * {@link chat.parley.faults.Checker} goes through all that everybody did and saw. A history that is not clean stays in {@code target/histories}.
 */
package chat.parley.faults;

/**
 * Fault tests of Parley's guarantees: real servers are killed, disconnected, slowed down and given failing disks
 * under load. Then a {@link chat.parley.faults.Checker} checks everything that clients did and saw. Histories with
 * violations remain in {@code target/histories}.
 */
package chat.parley.faults;

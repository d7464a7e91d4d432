/**
 * A model of the server's guarantees: seeded schedules of clients, crashes and faults on the real classes, with one
 * thread and a simulated clock. The seed determines the whole schedule, so violations can be replayed. {@link
 * chat.parley.model.MutantTest} shows that the model finds mistakes.
 */
package chat.parley.model;

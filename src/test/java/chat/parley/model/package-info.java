/**
 * The server's promise as a model: seeded schedules of clients, crashes and faults over the real classes, one thread and a clock that only the schedule moves. What decides a schedule comes from its
 * seed, so that a violation can be seen again. {@link chat.parley.model.MutantTest} shows that the model finds mistakes.
 */
package chat.parley.model;

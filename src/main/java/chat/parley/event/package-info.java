/**
 * The ground floor: what can be asked ({@link chat.parley.event.Command}), what can happen ({@link chat.parley.event.Event}) and the values both are made of.
 *
 * <p>Everything here is immutable and knows its own rules: a value that exists is valid, and one that would break a rule is a
 * {@link chat.parley.event.Refusal}. The mapping to JSON is declared beside the types; no package below, no I/O, no threads. The wire format
 * is described in {@code docs/protocol.md}.
 */
package chat.parley.event;

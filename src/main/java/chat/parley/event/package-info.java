/**
 * The protocol: commands ({@link chat.parley.event.Command}), events ({@link chat.parley.event.Event}) and their
 * values.
 *
 * <p>All values are immutable. Commands validate themselves: constructing an invalid one throws a
 * {@link chat.parley.event.Refusal}. The JSON mapping is declared on the types. Depends on no other package; no I/O, no
 * threads. See {@code docs/protocol.md} for the wire format.
 */
package chat.parley.event;

/**
 * The logs of the embedded server: one line per event, as text or JSON, and an access log. Text from clients cannot
 * forge lines. In a container, the container's logging is used instead.
 */
package chat.parley.logging;

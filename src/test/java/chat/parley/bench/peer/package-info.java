/** The servers that Parley is measured against, and the containers that it and the plainest endpoint are measured on. */
package chat.parley.bench.peer;

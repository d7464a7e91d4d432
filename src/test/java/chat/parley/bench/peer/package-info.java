/** The peers of the benchmark, and the containers that run Parley and the plain endpoint. */
package chat.parley.bench.peer;

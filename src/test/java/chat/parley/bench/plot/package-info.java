/** Images and tables of benchmark results. */
package chat.parley.bench.plot;

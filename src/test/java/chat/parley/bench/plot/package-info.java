/** Images and tables of what a benchmark measured. */
package chat.parley.bench.plot;

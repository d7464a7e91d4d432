/** Serial executors: what belongs together happens on one lane, one thing after the other, in the order in which it was asked for. */
package chat.parley.lane;

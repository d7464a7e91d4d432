/** The beginnings of a benchmark: a driver that counts deliveries and looks for losses and doubles. It measures closed loops so far; its figures are not for publishing yet. */
package chat.parley.bench;

/**
 * Tools for one person's data: export it, and erase it. Both work in bounded memory. Erasure can be repeated, and
 * repeated after an interruption.
 */
package chat.parley.person;

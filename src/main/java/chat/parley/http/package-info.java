/** What goes over plain HTTP: pages of history, the files of the page, headers that keep pages safe, and the guard before the upgrade to WebSocket. */
package chat.parley.http;

/** What plain HTTP needs: headers that keep pages safe, and the guard before the upgrade to WebSocket. */
package chat.parley.http;

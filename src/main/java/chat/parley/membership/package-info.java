/** Members of rooms, read positions and unread counts. A change is stored before it is acknowledged. */
package chat.parley.membership;

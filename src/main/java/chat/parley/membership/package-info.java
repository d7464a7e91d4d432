/** The members of each room, up to where each has read, and what is unread. A change is stored before it is acknowledged. */
package chat.parley.membership;

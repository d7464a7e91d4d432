/** Several servers on one PostgreSQL database: who is alive, who is where, and which logs have grown. */
package chat.parley.cluster;

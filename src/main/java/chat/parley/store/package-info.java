/**
 * The database: a SQLite file or PostgreSQL, its tables, pools, time limits and faults, and backups. Knows SQL and no rooms.
 */
package chat.parley.store;

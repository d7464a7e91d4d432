/**
 * The database: a SQLite file or PostgreSQL, with its schema, pools, time limits, faults and backups. Knows SQL but no
 * chat rules.
 */
package chat.parley.store;

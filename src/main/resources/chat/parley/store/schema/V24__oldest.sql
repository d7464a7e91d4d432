-- oldest: the lowest version of the schema that a server must know to use this store. Migrations that only add something leave it as it is; one that takes away or changes what older servers use raises it.
ALTER TABLE parley ADD COLUMN oldest BIGINT NOT NULL DEFAULT 24;

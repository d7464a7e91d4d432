-- Accounts of Parley's own. The key is the name without regard to case and to lookalike letters. Times are milliseconds since 1970.
CREATE TABLE account (
  id TEXT PRIMARY KEY,
  member TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL UNIQUE,
  -- The Argon2id hash with its salt and parameters.
  password TEXT NOT NULL,
  -- 1 for true.
  is_owner BIGINT NOT NULL,
  is_active BIGINT NOT NULL,
  created BIGINT NOT NULL
);

-- Links that work once: they set up the first account (setup), invite somebody (invite) or set a new password (reset). Of the secret in a link only the SHA-256 is stored.
CREATE TABLE account_link (
  id TEXT PRIMARY KEY,
  secret_hash TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  -- The account that gets the password. Null unless the kind is reset.
  account TEXT,
  -- The account of the owner who made it. Null if the server did.
  creator TEXT,
  created BIGINT NOT NULL,
  expires BIGINT NOT NULL
);

-- A row per browser that is signed in. Of the secret in its cookie only the SHA-256 is stored. Times are milliseconds since 1970.
CREATE TABLE web_session (
  id TEXT PRIMARY KEY,
  secret_hash TEXT NOT NULL UNIQUE,
  member TEXT NOT NULL,
  name TEXT NOT NULL,
  provider TEXT NOT NULL,
  user_agent TEXT NOT NULL,
  created BIGINT NOT NULL,
  seen BIGINT NOT NULL,
  expires BIGINT NOT NULL,
  -- Tells the provider whom to sign out. Null if it is not known.
  id_token TEXT
);

-- The newest name of each member who has signed in: no guest may take one that looks like it. Times are milliseconds since 1970.
CREATE TABLE signed_in_name (
  member TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  named BIGINT NOT NULL
);

-- One row: the identity that the logs of new rooms get. A restored backup gets another one.
CREATE TABLE parley (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  epoch TEXT NOT NULL
);

-- head and floor: the newest entry, and the one before the oldest that can still be read, each with its tag.
CREATE TABLE room (
  id ${identity},
  name TEXT NOT NULL UNIQUE,
  epoch TEXT NOT NULL,
  head BIGINT NOT NULL,
  head_tag TEXT NOT NULL,
  floor BIGINT NOT NULL,
  floor_tag TEXT NOT NULL
);

-- at: milliseconds since 1970. A ref that begins with a space was given by the server. A body that is null is forgotten, and when is in forgotten; its row remembers
-- the ref for a while, and by digest (the first 8 bytes of SHA-256) what was said.
CREATE TABLE entry (
  room BIGINT NOT NULL REFERENCES room (id),
  "offset" BIGINT NOT NULL,
  tag TEXT NOT NULL,
  kind TEXT NOT NULL,
  sender TEXT NOT NULL,
  sender_name TEXT NOT NULL,
  ref TEXT NOT NULL,
  target BIGINT,
  at BIGINT NOT NULL,
  body TEXT,
  digest BIGINT NOT NULL,
  forgotten BIGINT,
  PRIMARY KEY (room, "offset"),
  UNIQUE (room, sender, ref)
)${clustered};

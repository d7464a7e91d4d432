-- notices: the number of the newest notice.
ALTER TABLE parley ADD COLUMN notices BIGINT NOT NULL DEFAULT 0;

-- What every server on this store must know before it is acknowledged, in the order of the commits. subject: the kind of thing that changed; name: which one.
CREATE TABLE notice (
  number BIGINT NOT NULL PRIMARY KEY,
  subject TEXT NOT NULL,
  name TEXT NOT NULL
)${clustered};

-- The servers that use this store. expires: until when it may send anything, in milliseconds since 1970 by the database's clock. applied: the number of the last notice that it has applied.
CREATE TABLE node (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  expires BIGINT NOT NULL,
  applied BIGINT NOT NULL
)${clustered};

-- Who is in a room, as one server sees it. number: rises with each change that the server makes to any of its rows. members: JSON, or empty if there are too many.
CREATE TABLE occupancy (
  node TEXT NOT NULL,
  room TEXT NOT NULL,
  number BIGINT NOT NULL,
  online BIGINT NOT NULL,
  members TEXT NOT NULL,
  PRIMARY KEY (node, room)
)${clustered};
CREATE INDEX occupancy_by_number ON occupancy (node, number);

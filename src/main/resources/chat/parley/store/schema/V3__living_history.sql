-- kind: a public room may be found, read and joined by everybody. active: when something was last put into the log, in milliseconds since 1970.
ALTER TABLE room ADD COLUMN kind TEXT NOT NULL DEFAULT 'public';
ALTER TABLE room ADD COLUMN topic TEXT NOT NULL DEFAULT '';
ALTER TABLE room ADD COLUMN active BIGINT NOT NULL DEFAULT 0;
UPDATE room SET active = coalesce((SELECT entry.at FROM entry WHERE entry.room = room.id AND entry."offset" = room.head), 0);

-- What changes of a message have made of it, as of the entry "changed": the text after edits, who reacted with what (JSON), and since when it is edited. It is written in the transaction of the entry
-- that changes it. A message that nobody has changed has no row: its entry says it all. Of a deleted one nothing is left, here or in the entries that told of it.
CREATE TABLE message (
  room BIGINT NOT NULL,
  "offset" BIGINT NOT NULL,
  changed BIGINT NOT NULL,
  text TEXT,
  edited BIGINT,
  deleted BIGINT NOT NULL,
  reactions TEXT NOT NULL,
  PRIMARY KEY (room, "offset")
)${clustered};

-- What refers to a message: its edits have to be found when it is deleted. (An entry that refers to none has 0 there, or nothing.)
CREATE INDEX entry_by_target ON entry (room, target) WHERE target > 0;

-- Who takes part in which rooms, under the name given last, and up to where each has read.
CREATE TABLE membership (
  member TEXT NOT NULL,
  room BIGINT NOT NULL,
  name TEXT NOT NULL,
  read_offset BIGINT NOT NULL,
  PRIMARY KEY (member, room)
)${clustered};
CREATE INDEX membership_by_room ON membership (room);

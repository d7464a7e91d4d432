-- Who is named in what an entry says, or in a message as it is now: a line for each place, with its start, its end and the members' ids.
CREATE TABLE mention (
  room BIGINT NOT NULL,
  "offset" BIGINT NOT NULL,
  places TEXT NOT NULL,
  PRIMARY KEY (room, "offset")
)${clustered};

-- Up to which offset nobody has looked who is named.
ALTER TABLE room ADD COLUMN unnamed BIGINT NOT NULL DEFAULT 0;
UPDATE room SET unnamed = head;

-- By what a member is found whom a text names: the name without case, accents and signs. Empty until the server has filled it in.
ALTER TABLE membership ADD COLUMN handle TEXT NOT NULL DEFAULT '';
CREATE INDEX membership_by_handle ON membership (room, handle);

-- By what a room is looked up: its name without regard to case. Null until the server has filled it in.
ALTER TABLE room ADD COLUMN folded TEXT;
CREATE UNIQUE INDEX room_by_folded ON room (folded);

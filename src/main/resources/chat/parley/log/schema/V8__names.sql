-- Who is named in what an entry says, or in a message as it is now: a line for each place, with its start, its end and the members' ids. Null where nobody has looked.
ALTER TABLE entry ADD COLUMN mentions TEXT;
ALTER TABLE message ADD COLUMN mentions TEXT;

-- By what a member is found whom a text names: the name without case, accents and signs. Empty until the server has filled it in.
ALTER TABLE membership ADD COLUMN handle TEXT NOT NULL DEFAULT '';
CREATE INDEX membership_by_handle ON membership (room, handle);

-- By what a room is looked up: its name without regard to case. Null until the server has filled it in.
ALTER TABLE room ADD COLUMN folded TEXT;
CREATE UNIQUE INDEX room_by_folded ON room (folded);

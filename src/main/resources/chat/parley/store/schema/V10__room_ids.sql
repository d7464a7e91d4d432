-- What identifies a room inside the server, whatever its name: the key of the name that it was created with ("folded" belongs to the present name). Null until the server has filled it in.
ALTER TABLE room ADD COLUMN uid TEXT;
UPDATE room SET uid = folded;
CREATE UNIQUE INDEX room_by_uid ON room (uid);

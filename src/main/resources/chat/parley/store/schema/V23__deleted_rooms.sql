-- The rooms that were deleted: by whom, when and with which command. A deletion removes the row in the table room, so that nothing finds the rest, which is removed afterwards. Ids grow, so another server can follow.
-- room: the number of the row. next_epoch: of a new room with the same name, whose offsets go on after this one. cleared: 1 if nothing else is left. Times are milliseconds since 1970.
CREATE TABLE deleted_room (
  id ${identity},
  room BIGINT NOT NULL UNIQUE,
  uid TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  epoch TEXT NOT NULL,
  "offset" BIGINT NOT NULL,
  tag TEXT NOT NULL,
  sender TEXT NOT NULL,
  sender_name TEXT NOT NULL,
  ref TEXT NOT NULL,
  at BIGINT NOT NULL,
  reason TEXT NOT NULL,
  next_epoch TEXT NOT NULL,
  cleared BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX deleted_room_by_uid ON deleted_room (uid, id);
CREATE INDEX deleted_room_uncleared ON deleted_room (id) WHERE cleared = 0;

-- rules: what a room asks of its members; empty for none. rules_offset: of the entry that set them.
ALTER TABLE room ADD COLUMN rules TEXT NOT NULL DEFAULT '';
ALTER TABLE room ADD COLUMN rules_offset BIGINT NOT NULL DEFAULT 0;
